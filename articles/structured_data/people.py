"""A person as a node: who they are and what entitles them to speak."""

from articles.people.models import Person
from toelab.base.structured_data.nodes import Node, node
from toelab.base.structured_data.site import SMALL, picture_node
from toelab.base.urls import absolute_url


def person_id(person: Person) -> str:
    """Return the id of a person's node: their page, if they have one."""
    return absolute_url(f"{person.get_absolute_url() or '/'}#person-{person.pk}")


def person_node(person: Person) -> Node:
    """Return a person with their credentials; the reading helps machines to say the name."""
    page = person.get_absolute_url()
    return node(
        "Person",
        id=person_id(person),
        name=person.name,
        alternateName=person.reading,
        jobTitle=person.role,
        description=person.profile,
        url=page and absolute_url(page),
        image=picture_node(person.photo, SMALL),
        affiliation=person.affiliation and node("Organization", name=person.affiliation),
        hasCredential=[
            node(
                "EducationalOccupationalCredential",
                name=credential.name,
                credentialCategory=credential.get_kind_display(),
                identifier=credential.number,
                recognizedBy=credential.issuer and node("Organization", name=credential.issuer),
            )
            for credential in person.credentials.all()
        ],
    )
