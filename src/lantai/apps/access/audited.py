"""What the audit log calls what is done about access."""

from django.utils.translation import gettext_lazy as _

from lantai.infra.audit import called

called(
    {
        "access.open_fault": _("Opened a fault"),
        "access.open_by_check": _("Opened a fault that a link check found"),
        "access.fault.triaged": _("Triaged a fault"),
        "access.fault.assigned": _("Took a fault up"),
        "access.fault.waiting": _("Let a fault wait for the vendor"),
        "access.fault.fixed": _("Said that a fault is fixed"),
        "access.fault.verified": _("Said that a fault is verified to be fixed"),
        "access.fault.closed": _("Closed a fault"),
        "access.fault.reopened": _("Opened a fault again"),
        "access.classify": _("Said of what class a fault is"),
        "access.regrade": _("Said what a fault shuts"),
        "access.assign": _("Gave a fault to somebody"),
        "access.note": _("Wrote a note on a fault"),
        "access.publish": _("Wrote on the status page"),
        "access.join": _("Joined a fault to another"),
        "access.part": _("Parted a fault from another"),
        "access.take_out": _("Gave a report a fault of its own"),
        "access.ask_again": _("Said when a link is asked again"),
        "access.write_letter": _("Wrote to a vendor"),
        "access.plan_downtime": _("Announced maintenance"),
        "access.end_downtime": _("Ended maintenance"),
        "access.forget_downtime": _("Took maintenance away"),
        "access.forget": _("Forgot the words of readers whose faults are closed"),
        "access.change_service": _("Changed the settings of the fault service"),
        "access.set_assignment": _("Said who gets which faults"),
        "access.remove_assignment": _("Took back who gets which faults"),
        "access.keep_template": _("Kept a letter to vendors"),
        "access.remove_template": _("Took a letter to vendors away"),
        "access.keep_proxy": _("Changed a proxy"),
        "access.remove_proxy": _("Took a proxy away"),
        "access.test_proxy": _("Tested a proxy"),
        "access.keep_access": _("Changed how a platform is reached"),
    }
)
