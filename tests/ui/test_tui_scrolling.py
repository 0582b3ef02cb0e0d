"""A long conversation: few turns are mounted, all of them can be read."""

import re

from textual.app import App

from interviewer.ui.tui.conversation import MOUNTED, Conversation, TurnView
from tests.helpers.tui_helpers import text, until


class Shown(App):
    def __init__(self, conversation):
        super().__init__()
        self.conversation = conversation

    def compose(self):
        yield self.conversation


def turn(number):
    return TurnView("interviewer", "", f"turn {number}.")


async def test_at_most_sixty_turns_are_mounted_and_the_others_come_back():
    conversation = Conversation([turn(number) for number in range(200)])
    async with Shown(conversation).run_test(size=(60, 20)) as pilot:
        assert conversation.mounted == MOUNTED
        await until(pilot, lambda: "turn 199." in text(pilot.app))
        for _ in range(100):
            conversation.page(-1)
            await pilot.pause()
            assert conversation.mounted <= MOUNTED
            if "turn 0." in text(pilot.app):
                break
        assert "turn 0." in text(pilot.app)
        conversation.add(turn(200))
        await until(pilot, lambda: "turn 200." in text(pilot.app))
        assert conversation.mounted <= MOUNTED
        assert len(conversation.children) <= MOUNTED + 1


async def test_every_turn_is_passed_on_the_way_back_and_forth():
    conversation = Conversation([turn(number) for number in range(130)])
    async with Shown(conversation).run_test(size=(60, 20)) as pilot:
        await until(pilot, lambda: "turn 129." in text(pilot.app))
        seen = set()
        for direction, goal in ((-1, "turn 0."), (1, "turn 129.")):
            seen.clear()
            for _ in range(100):
                seen |= set(re.findall(r"turn \d+\.", text(pilot.app)))
                if goal in text(pilot.app):
                    break
                conversation.page(direction)
                await pilot.pause()
                await pilot.pause()
            missing = {f"turn {number}." for number in range(130)} - seen
            assert not missing, f"never seen: {sorted(missing)}"


async def test_what_is_being_written_becomes_a_turn_in_its_place():
    conversation = Conversation([turn(0)])
    async with Shown(conversation).run_test(size=(60, 20)) as pilot:
        conversation.write(TurnView("interviewer", "", "half"))
        conversation.write(TurnView("interviewer", "", "half a"))
        await until(pilot, lambda: "half a" in text(pilot.app))
        conversation.settle(TurnView("interviewer", "", "whole"))
        await until(pilot, lambda: "whole" in text(pilot.app))
        assert "half" not in text(pilot.app)
        assert conversation.mounted == 2
