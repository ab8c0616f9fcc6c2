"""公開の承認: what a writer submits is published when a publisher or the owner approves it."""

from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from toelab.roles.roles import OWNER, PUBLISHER

NAME = "公開の承認"
WAGTAILS_OWN = "Moderators approval"


def make_approval(root: Page) -> None:
    """Make 公開の承認 the workflow of the whole site, in the place of the one Wagtail brings along.

    A workflow that somebody set up under another name stays.
    """
    approvers = Group.objects.filter(name__in=[OWNER.name, PUBLISHER.name])
    workflow = Workflow.objects.filter(name=WAGTAILS_OWN).first() or Workflow(active=True)
    task = GroupApprovalTask.objects.filter(name=WAGTAILS_OWN).first() or GroupApprovalTask(active=True)
    workflow.name = task.name = NAME
    workflow.save()
    task.save()
    task.groups.set(approvers)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr, defaults={"sort_order": 0})
    WorkflowPage.objects.get_or_create(page=root, defaults={"workflow": workflow})
