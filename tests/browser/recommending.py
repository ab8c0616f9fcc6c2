"""Writing a recommendation in the form of a tail, field by field, as a marketer does."""

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

from tests.browser.writing import Editor

RULES = "body-0-value-rules"


@dataclass(frozen=True)
class Says:
    """A condition as it is typed: the sentence, the short answer, what it is about, the approach it rules out."""

    text: str
    short: str
    topic: str
    cannot: str = ""


@dataclass(frozen=True)
class Recommends:
    """A rule as it is typed, from top to bottom."""

    heading: str
    conditions: list[Says]
    approaches: list[str]
    adds: bool = False
    default: bool = False
    subtitle: str = ""
    lead_in: str = ""
    label: str = ""
    closing: str = ""
    reason: str = ""
    shows_conditions: bool = field(default=True)


class RecommendationForm(Editor):
    """The form of a new tail whose first block is どれから始めるか."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.rules = 1

    @property
    def table(self) -> Locator:
        """The truth table under the block."""
        return self.page.locator("[data-truth-table]")

    def writes(self, rule: Recommends) -> None:
        """Write the next rule; the first stands in the form already."""
        number = self.rules - 1
        if rule.default is False and number < 1:
            raise ValueError("The form begins with the rule for everybody.")
        name = f"{RULES}-{number}-value"
        self.fills(f"{name}-heading", rule.heading)
        self.fills(f"{name}-subtitle", rule.subtitle)
        self.field(f"{name}-is_default").set_checked(rule.default)
        for place, condition in enumerate(rule.conditions):
            self.one_more(f"{name}-conditions")
            self.says(f"{name}-conditions-{place}-value", condition)
        self.field(f"{name}-show_conditions").set_checked(rule.shows_conditions)
        if rule.adds:
            self.field(f"{name}-effect").select_option(label="これも加える（ほかの推奨に足す）")
        self.fills(f"{name}-lead_in", rule.lead_in)
        for place, approach in enumerate(rule.approaches):
            if place:
                self.one_more(f"{name}-approaches")
            self.chooses(f"{name}-approaches-{place}-value-approach", "ページを選択", approach)
        self.fills(f"{name}-approaches-0-value-label", rule.label)
        self.fills(f"{name}-closing", rule.closing)
        if rule.reason:
            self.types_prose(f"{name}-reason", rule.reason)

    def next_rule(self) -> None:
        """Add an empty rule after the last one."""
        self.one_more(RULES)
        self.rules += 1

    def says(self, name: str, condition: Says) -> None:
        """Fill in one condition."""
        self.fills(f"{name}-text", condition.text)
        self.fills(f"{name}-short_label", condition.short)
        self.fills(f"{name}-topic", condition.topic)
        if condition.cannot:
            self.chooses(f"{name}-cannot", "ページを選択", condition.cannot)

    def fills(self, name: str, words: str) -> None:
        """Type into a plain field; nothing to type leaves it alone."""
        if words:
            self.field(name).fill(words)

    def one_more(self, name: str) -> None:
        """Press the last ＋ of a list."""
        of_list = self.field(f"{name}-count").locator("xpath=..")
        of_list.locator(
            ":scope > [data-streamfield-list-container] > [data-streamfield-list-add]"
        ).last.click()
        self.stands_still()
