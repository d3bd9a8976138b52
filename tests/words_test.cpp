#include <set>

#include "catch.hpp"
#include "visualizer/story/phrase.hpp"

using namespace awaitscope;

namespace {

/// The {keys} of a template, each once.
std::set<std::string> keys(std::string_view text) {
    std::set<std::string> found;
    for (std::size_t at = 0; (at = text.find('{', at)) != std::string_view::npos; ++at)
        found.emplace(text.substr(at + 1, text.find('}', at) - at - 1));
    return found;
}

void check_same_keys(std::string_view en, std::string_view zh) {
    CAPTURE(en, zh);
    REQUIRE(keys(en) == keys(zh));
    REQUIRE(!zh.empty() == !en.empty());
}

}  // namespace

TEST_CASE("both languages have every phrase, in order, with the same parts to fill in") {
    for (std::size_t i = 0; i < phrase_count; ++i) {
        CAPTURE(i, english.phrases[i].text);
        REQUIRE(english.phrases[i].phrase == static_cast<Phrase>(i));
        REQUIRE(chinese.phrases[i].phrase == static_cast<Phrase>(i));
        if (static_cast<Phrase>(i) != Phrase::between_sentences)
            check_same_keys(english.phrases[i].text, chinese.phrases[i].text);
    }
}

TEST_CASE("both languages have words for every callback, in order") {
    for (int i = 0; i <= static_cast<int>(Callback::other); ++i) {
        const CallbackWords &en = english.callbacks[i], &zh = chinese.callbacks[i];
        CAPTURE(i, en.noun);
        REQUIRE(en.callback == static_cast<Callback>(i));
        REQUIRE(zh.callback == static_cast<Callback>(i));
        REQUIRE(callback_phrase(en.callback, Lang::en) == en.card);
        check_same_keys(en.card, zh.card);
        check_same_keys(en.noun, zh.noun);
        check_same_keys(en.effect, zh.effect);
        check_same_keys(en.actor, zh.actor);
    }
}

TEST_CASE("both languages have words for every kind of future, in order") {
    for (int i = 0; i <= static_cast<int>(FutureKind::asyncio); ++i) {
        const KindWords &en = english.kinds[i], &zh = chinese.kinds[i];
        CAPTURE(i, en.label);
        REQUIRE(en.kind == static_cast<FutureKind>(i));
        REQUIRE(zh.kind == static_cast<FutureKind>(i));
        check_same_keys(en.label, zh.label);
        check_same_keys(en.does, zh.does);
        check_same_keys(en.over, zh.over);
    }
}

TEST_CASE("both languages have a word for every state and phase") {
    for (const Lang lang : {Lang::en, Lang::zh}) {
        std::set<std::string_view> words;
        for (int i = 0; i <= static_cast<int>(TaskState::cancelled); ++i)
            words.insert(state_word(static_cast<TaskState>(i), lang));
        CHECK(words.size() == 9);
        words.clear();
        for (int i = 0; i <= static_cast<int>(Job::State::cancelled); ++i)
            words.insert(state_word(static_cast<Job::State>(i), lang));
        CHECK(words.size() == 5);
        words.clear();
        for (int i = 0; i <= static_cast<int>(Phase::ended); ++i) words.insert(phase_word(static_cast<Phase>(i), lang));
        CHECK(words.size() == 7);
    }
}

TEST_CASE("a template is filled in: parts keep their style, code is code, what is missing is left out") {
    using Style = Run::Style;
    CHECK(fill("{task} calls `sleep({n})`[ until {due}][, in {line}].",
               {{"task", bold("Task-1")}, {"n", plain("1")}, {"due", plain("noon")}})
              .runs == std::vector<Run>{{"Task-1", Style::bold},
                                        {" calls ", Style::plain},
                                        {"sleep(1)", Style::code},
                                        {" until noon.", Style::plain}});
    CHECK(fill("{nobody} knows", {}).str() == "{nobody} knows");
    CHECK(fill("{text}", {{"text", plain("{task} [x] `y`")}}).str() == "{task} [x] `y`");
}

TEST_CASE("Chinese and Latin letters are kept apart") {
    CHECK(fill("在{task}再次`await`之前，{text}。", {{"task", bold("Task-1")}, {"text", plain("任务")}}).str() ==
          "在 Task-1 再次 await 之前，任务。");
}
