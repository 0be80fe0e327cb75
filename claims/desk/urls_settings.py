"""The addresses of the settings. Included by urls.py, in the namespace `desk`."""

from django.urls import path

from claims.desk.views import saved_views
from claims.desk.views.settings import (
    joining,
    listed,
    notifications,
    own,
    page,
    people,
    people_bulk,
    publication,
    review_rules,
    scales,
    speakers,
)
from claims.vocabulary import SettingsArea as A

urlpatterns = [
    path("settings/", page.overview, name="settings"),
    path("settings/people/", people.people_list, name="people"),
    path("settings/people/invite/", people.invite, name="invite"),
    path("settings/people/bulk/", people_bulk.people_bulk, name="people_bulk"),
    path("settings/people/<int:pk>/", people.person, name="person"),
    path("settings/people/<int:pk>/active/", people.person_active, name="person_active"),
    path("settings/invitations/<int:pk>/again/", people.invitation_again, name="invitation_again"),
    path("settings/invitations/<int:pk>/withdraw/", people.invitation_withdraw, name="invitation_withdraw"),
    path("settings/scales/", scales.scale_list, name="scales"),
    path("settings/scales/new/", scales.scale_new, name="scale_new"),
    path("settings/scales/<int:pk>/", scales.scale_edit, name="scale_edit"),
    path("settings/scales/<int:pk>/use/", scales.scale_use, name="scale_use"),
    path("settings/topics/", listed.item_list, {"area": A.TOPICS}, name="topics"),
    path("settings/topics/<int:pk>/", listed.item_edit, {"area": A.TOPICS}, name="topic"),
    path("settings/topics/<int:pk>/move/", listed.item_move, {"area": A.TOPICS}, name="topic_move"),
    path("settings/topics/<int:pk>/use/", listed.item_use, {"area": A.TOPICS}, name="topic_use"),
    path("settings/checklist/", listed.item_list, {"area": A.CHECKLIST}, name="checklist"),
    path("settings/checklist/<int:pk>/", listed.item_edit, {"area": A.CHECKLIST}, name="checklist_item"),
    path("settings/checklist/<int:pk>/move/", listed.item_move, {"area": A.CHECKLIST}, name="checklist_move"),
    path("settings/checklist/<int:pk>/use/", listed.item_use, {"area": A.CHECKLIST}, name="checklist_use"),
    path("settings/review/", review_rules.review_rules, name="review_rules"),
    path("settings/publication/", publication.identity, name="identity"),
    path("settings/policies/", publication.policy_list, name="policies"),
    path("settings/policies/<slug:kind>/", publication.policy, name="policy"),
    path("speakers/", speakers.speaker_list, name="speakers"),
    path("speakers/<int:pk>/", speakers.speaker, name="speaker"),
    path("settings/views/", saved_views.view_list, name="views"),
    path("settings/views/begin/", saved_views.view_begin, name="view_begin"),
    path("settings/views/<int:pk>/", saved_views.view_edit, name="view_edit"),
    path("settings/views/<int:pk>/delete/", saved_views.view_delete, name="view_delete"),
    path("settings/tokens/", own.token_list, name="tokens"),
    path("settings/tokens/<slug:prefix>/revoke/", own.token_revoke, name="token_revoke"),
    path("settings/notifications/", notifications.notification_settings, name="notification_settings"),
    path("settings/account/", own.account, name="account"),
    path("settings/account/sign-out-everywhere/", own.sign_out_everywhere, name="sign_out_everywhere"),
    path("invitation/<str:token>/", joining.accept, name="invitation"),
]
