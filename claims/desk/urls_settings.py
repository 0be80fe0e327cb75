"""The addresses of the settings. Included by urls.py, in the namespace `desk`."""

from django.urls import path

from claims.desk.views.settings import joining, page, people

urlpatterns = [
    path("settings/", page.overview, name="settings"),
    path("settings/people/", people.people_list, name="people"),
    path("settings/people/invite/", people.invite, name="invite"),
    path("settings/people/<int:pk>/", people.person, name="person"),
    path("settings/people/<int:pk>/active/", people.person_active, name="person_active"),
    path("settings/invitations/<int:pk>/again/", people.invitation_again, name="invitation_again"),
    path("settings/invitations/<int:pk>/withdraw/", people.invitation_withdraw, name="invitation_withdraw"),
    path("invitation/<str:token>/", joining.accept, name="invitation"),
]
