"""What a person typed into a form and has not saved."""

from django.db import models

from claims.models.people import User


class Typed(models.Model):
    """The unsaved text of one form (`key`, as in its `data-keep`), its author's alone.

    It is no work of the newsroom: no event, nobody becomes an author by it, nobody else sees it, and it is thrown away
    when the form is saved, given up or forgotten for long. `base` is what the form said when the typing began and
    `version` the version it carried, so that taking the text back later still meets a conflict.
    """

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    answers = models.JSONField()
    base = models.JSONField()
    version = models.CharField(max_length=20, blank=True)
    # Also names this text: whoever writes over it says which one they knew.
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["-updated_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="one_typed_text_a_person_and_form")]
        indexes = [models.Index(fields=["updated_at"], name="typed_oldest")]

    def __str__(self) -> str:
        return f"{self.key} of {self.person_id}"

    @property
    def stamp(self) -> str:
        return self.updated_at.isoformat()
