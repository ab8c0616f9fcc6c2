"""Signing in to the admin as a person does."""

from playwright.sync_api import Page, expect

from tests.browser.quickstart_site import QuickstartSite


def sign_in(page: Page, site: QuickstartSite, username: str, password: str) -> None:
    """Open the admin, sign in, and wait for the dashboard."""
    page.goto(f"{site.url}/admin/login/")
    page.locator("input[name=username]").fill(username)
    page.locator("input[name=password]").fill(password)
    page.locator("input[name=password]").press("Enter")
    expect(page.locator(".w-header, header").first).to_be_visible()
    page.wait_for_url(f"{site.url}/admin/")
