# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything worked out again from the files."""
from workforce_counting import Counting
from workforce_pay import Pay
from workforce_plan import Plan
from workforce_standards import Standards
from workforce_statistics import Expected
from workforce_tables import Lifecycle, Profile, Targets


class Workforce(Counting, Profile, Targets, Lifecycle, Standards, Plan, Pay):
    """Everything worked out again from the files."""

    def expected(self):
        made = Expected()
        self.profile(made)
        self.trends(made)
        self.disclosure(made)
        self.leadership(made)
        self.representation(made)
        self.targets(made)
        self.recruitment(made)
        self.lifecycle(made)
        self.standards(made)
        self.actions(made)
        self.indicators(made)
        self.pay_gaps(made)
        if self.files.pays:
            self.why(made)
        return made
