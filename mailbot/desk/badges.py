"""The few figures in the frame of every page: what waits for a person, what could not be sent, what is wrong."""

from mailbot.desk.access import Visit


def of(visit: Visit) -> dict[str, int]:
    """Figures by the page that shows them in full."""
    with visit.office.reading() as db:
        health = visit.office.remembered.health(db)
        review = visit.office.remembered.review(db)
        to_answer = visit.office.remembered.to_answer(db, visit.office.review_folder)
    outbox = health.outbox
    return {
        "review": review.waiting,
        "to_answer": to_answer,
        "unsent": outbox.failed + outbox.bounced,
        "troubles": len(health.troubles),
    }
