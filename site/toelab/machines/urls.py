"""The addresses that machines know by heart."""

from django.urls import path

from toelab.machines.sitemap import sitemap
from toelab.machines.views import llms, robots

urlpatterns = [
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    path("llms.txt", llms, name="llms"),
]
