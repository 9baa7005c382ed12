"""Pages of access: readers' report and the status page, and the fault desk."""
