"""What a checkpointer keeps of a conversation, and what another version of it kept."""

from bot.conversation import Conversation


def test_a_conversation_comes_back_as_it_was_kept():
    conversation = Conversation(({"question": "Revenue?"},), ("acme",))
    assert Conversation.from_state(conversation.to_state()) == conversation
    assert Conversation.from_state({}) == Conversation()


def test_turns_of_another_version_are_not_read():
    kept = Conversation(({"question": "Revenue?"},), ("acme",)).to_state()
    assert Conversation.from_state({**kept, "version": 0}) == Conversation()
    assert Conversation.from_state({"turns": [{"question": "Revenue?"}], "filings": ["acme"]}) == Conversation()
