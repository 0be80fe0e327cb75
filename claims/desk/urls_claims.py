"""The addresses of the queue and of a claim. Included by urls.py, in the namespace `desk`."""

from django.urls import path

from claims.desk.views import (
    actions,
    board,
    claim,
    comments,
    evidence,
    jobs,
    passage,
    points,
    presence,
    queue,
    reply,
    review,
    saved_views,
    take_over,
    verdict,
)

urlpatterns = [
    path("claims/", queue.queue, name="queue"),
    path("claims/board/", board.board, name="board"),
    path("claims/bulk/", queue.claims_bulk, name="claims_bulk"),
    path("claims/views/save/", saved_views.view_save, name="view_save"),
    path("claims/<int:pk>/", claim.claim, name="claim"),
    path("claims/<int:pk>/here/", presence.claim_here, name="claim_here"),
    path("claims/<int:pk>/_moves/", board.claim_moves, name="claim_moves"),
    path("claims/<int:pk>/_page/", jobs.page_state, name="page_state"),
    path("claims/<int:pk>/do/<slug:action>/", actions.claim_action, name="claim_action"),
    path("claims/<int:pk>/passage/", passage.claim_passage, name="claim_passage"),
    path("claims/<int:pk>/review/", review.claim_review, name="claim_review"),
    path("reviews/", review.next_review, name="next_review"),
    path("claims/<int:pk>/edit/", actions.claim_edit, name="claim_edit"),
    path("claims/<int:pk>/evidence/", evidence.evidence_add, name="evidence_add"),
    path("claims/<int:pk>/replies/", reply.reply_add, name="reply_add"),
    path("claims/<int:pk>/evidence/from/<int:other_pk>/", take_over.evidence_take, name="evidence_take"),
    path("claims/<int:pk>/verdict/", verdict.verdict_save, name="verdict_save"),
    path("claims/<int:pk>/verdict/preview/", verdict.verdict_preview, name="verdict_preview"),
    path("claims/<int:pk>/comments/", comments.comment_add, name="comment_add"),
    path("points/<int:pk>/", points.point_answer, name="point_answer"),
    path("comments/<int:pk>/resolve/", comments.comment_resolve, name="comment_resolve"),
    path("evidence/<int:pk>/", evidence.evidence_edit, name="evidence_edit"),
    path("replies/<int:pk>/", reply.reply_edit, name="reply_edit"),
    path("replies/<int:pk>/remove/", reply.reply_remove, name="reply_remove"),
    path("evidence/<int:pk>/remove/", evidence.evidence_remove, name="evidence_remove"),
]
