"""Every address of the articles that is not a page; each room lists its own."""

from django.urls import path, re_path

from articles.feed.views import feed
from articles.glossary.views import glossary
from articles.people.views import person
from articles.symptoms.views import symptoms
from articles.twins.views import twin

urlpatterns = [
    path("people/<slug:slug>/", person, name="person"),
    path("symptoms/", symptoms, name="symptoms"),
    path("glossary/", glossary, name="glossary"),
    path("feed.xml", feed, name="feed"),
    # A slug has no dot, so no page can be meant.
    re_path(r"^(?P<path>[-\w]+(?:/[-\w]+)*)\.md$", twin, name="twin"),
]
