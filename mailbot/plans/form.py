"""Text that every plan of a round may share: left out when two files are compared, and no plan when it stands alone."""

from mailbot.plans.trace import trace_of_text
from mailbot.rules import Rules


def shared_texts(rules: Rules) -> tuple[str, ...]:
    """The form's sentences, the circular's sentences and the elements' wordings, one text each."""
    wordings = [
        phrase
        for element in rules.elements.values()
        for phrase in (element.title_th, *element.headings, *(p for part in element.parts.values() for p in part))
    ]
    return ("\n".join(rules.form.form_sentences), "\n".join(rules.form.circular_sentences), "\n".join(wordings))


def shared_shingles(rules: Rules) -> frozenset[str]:
    """The 5-grams of all of them."""
    return frozenset().union(*(trace_of_text(text).shingles for text in shared_texts(rules)))
