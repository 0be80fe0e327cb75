"""The addresses of the settings. Included by urls.py, in the namespace `desk`."""

from django.urls import path

from claims.desk.views.settings import joining, page, people, scales

urlpatterns = [
    path("settings/", page.overview, name="settings"),
    path("settings/people/", people.people_list, name="people"),
    path("settings/people/invite/", people.invite, name="invite"),
    path("settings/people/<int:pk>/", people.person, name="person"),
    path("settings/people/<int:pk>/active/", people.person_active, name="person_active"),
    path("settings/invitations/<int:pk>/again/", people.invitation_again, name="invitation_again"),
    path("settings/invitations/<int:pk>/withdraw/", people.invitation_withdraw, name="invitation_withdraw"),
    path("settings/scales/", scales.scale_list, name="scales"),
    path("settings/scales/new/", scales.scale_new, name="scale_new"),
    path("settings/scales/<int:pk>/", scales.scale_edit, name="scale_edit"),
    path("settings/scales/<int:pk>/use/", scales.scale_use, name="scale_use"),
    path("invitation/<str:token>/", joining.accept, name="invitation"),
]
