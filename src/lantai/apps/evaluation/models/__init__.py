"""Trials, the questions asked in them, and what is known at their end."""

from .evidence import Answer, Assessment, Recommendation, Role, Usage
from .questions import Criterion, Question, QuestionKind, Questionnaire
from .trials import AccessMethod, Audience, Trial, TrialChange, TrialState

__all__ = [
    "AccessMethod",
    "Answer",
    "Assessment",
    "Audience",
    "Criterion",
    "Question",
    "QuestionKind",
    "Questionnaire",
    "Recommendation",
    "Role",
    "Trial",
    "TrialChange",
    "TrialState",
    "Usage",
]
