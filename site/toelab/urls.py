"""Every address of the site, in the order in which they are tried."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.decorators.csp import csp_override
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from articles.press.serving import pressed
from articles.where_to_start.privacy_view import PrivacyView
from toelab.base.cards.views import card
from toelab.base.views import healthz
from toelab.guide.catalogue import AdminCatalogue

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("cards/<int:pk>-<str:digest>.png", card, name="card"),
    path("", include("toelab.machines.urls")),
    # Before Wagtail's own, whose names they answer to.
    path("admin/jsi18n/", AdminCatalogue.as_view()),
    path("admin/pages/<int:page_id>/privacy/", PrivacyView.as_view()),
    path(
        "admin/",
        include(decorate_urlpatterns(wagtailadmin_urls.urlpatterns, csp_override(settings.WAGTAIL_CSP))),
    ),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("articles.search.urls")),
    path("", include("articles.urls")),
    path("", include("shop.urls")),
]

if settings.SERVE_MEDIA:
    urlpatterns += [re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT})]

# Last: pages answer to every address that nothing above has taken.
urlpatterns += [path("", include(decorate_urlpatterns(wagtail_urls.urlpatterns, pressed)))]
