"""Operations on rows of the helpdesk, as `perform.py` runs them: each makes rows, and returns what to do.

The receivers run for the rows that are made as well; what a scenario needs is changed by updates, which send
nothing. There is no more than one row of each kind, so that a receiver runs once where the trace has it once.
"""

# Models can be imported when Django is set up only.
# ruff: noqa: PLC0415


def ticket(model="Ticket", **fields):
    import tickets.models

    customer = tickets.models.Customer.objects.create(name="Ada")
    made = getattr(tickets.models, model).objects.create(customer=customer, title="It is broken", **fields)
    tickets.models.Comment.objects.all().delete()
    return made


def loaded(row):
    return type(row).objects.get(pk=row.pk)


def save_ticket():
    return loaded(ticket()).save


def create_ticket():
    from tickets.models import Customer, Ticket

    customer = Customer.objects.create(name="Ada")
    return lambda: Ticket.objects.create(customer=customer, title="It is broken")


def delete_ticket():
    found = ticket()
    comment(found)
    return loaded(found).delete


def comment(found):
    from tickets.models import Attachment, Comment

    made = Comment.objects.create(ticket=found, text="Look")
    Attachment.objects.create(comment=made, name="screen.png")
    return made


def bulk_create_ticket():
    from tickets.models import Customer, Ticket

    customer = Customer.objects.create(name="Ada")
    made = [Ticket(customer=customer, title="One", number="T-1")]
    return lambda: Ticket.objects.bulk_create(made)


def bulk_update_ticket():
    from tickets.models import Ticket

    made = [ticket()]
    return lambda: Ticket.objects.bulk_update(made, ["title"])


def update_ticket():
    from tickets.models import Ticket

    ticket()
    return lambda: Ticket.objects.update(title="Two")


def create_incident():
    from tickets.models import Customer, Incident

    customer = Customer.objects.create(name="Ada")
    return lambda: Incident.objects.create(customer=customer, title="It burns", number="I-1")


def save_incident():
    return loaded(ticket("Incident", number="I-1")).save


def delete_incident():
    found = ticket("Incident", number="I-1")
    comment(found.ticket_ptr)
    from billing.models import Invoice

    Invoice.objects.create(ticket=found.ticket_ptr)
    return loaded(found).delete


def delete_ticket_of_an_incident():
    from tickets.models import Ticket

    found = ticket("Incident", number="I-1")
    return Ticket.objects.get(pk=found.pk).delete


def create_question():
    from tickets.models import Customer, Question

    customer = Customer.objects.create(name="Ada")
    return lambda: Question.objects.create(customer=customer, title="How?", number="Q-1")


def save_question():
    return loaded(ticket("Question", number="Q-1")).save


def delete_question():
    found = ticket("Question", number="Q-1")
    comment(found)
    return loaded(found).delete


def create_comment():
    from tickets.models import Comment

    found = ticket()
    return lambda: Comment.objects.create(ticket=found, text="Look")


def create_comment_of_a_closed_ticket():
    from tickets.models import Comment, Ticket

    found = ticket()
    Ticket.objects.update(status="closed")
    found = loaded(found)
    return lambda: Comment.objects.create(ticket=found, text="Look")


def save_comment():
    return loaded(comment(ticket())).save


def delete_comment():
    return loaded(comment(ticket())).delete


def create_invoice():
    from billing.models import Invoice

    found = ticket()
    return lambda: Invoice.objects.create(ticket=found)


def save_invoice():
    create_invoice()()
    from billing.models import Invoice

    return Invoice.objects.last().save


def delete_customer():
    found = ticket()
    comment(found)
    return loaded(found.customer).delete


def create_entry():
    from audit.models import Entry

    return lambda: Entry.objects.create(what="Nothing")
