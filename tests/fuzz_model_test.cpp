#include <random>

#include "catch.hpp"
#include "golden.hpp"
#include "visualizer/model/history.hpp"
#include "visualizer/model/spans.hpp"

using namespace awaitscope;

namespace {

/// Makes copies of recordings that are wrong in random places: events lost, doubled, swapped, and fields
/// taken from other events. Texts stay texts of the log, as they do in any file that can be read.
class Spoiler {
public:
    explicit Spoiler(unsigned seed) : random_(seed) {}

    std::unique_ptr<Log> spoil(const Log& sound) {
        auto log = std::make_unique<Log>();
        for (std::size_t i = 0; i < sound.size(); ++i) append(*log, sound, i);
        return log;
    }

private:
    std::size_t below(std::size_t n) { return random_() % n; }

    void append(Log& log, const Log& sound, std::size_t i) {
        switch (below(40)) {
            case 0: return;
            case 1: log.append(own_texts(log, sound, sound[i])); break;
            case 2: i = below(sound.size()); break;
            case 3: log.append(mixture(log, sound, i)); return;
            default: break;
        }
        log.append(own_texts(log, sound, sound[i]));
    }

    Event mixture(Log& log, const Log& sound, std::size_t i) {
        Event event = sound[i];
        const Event& other = sound[below(sound.size())];
        switch (below(6)) {
            case 0: event.subject = other.subject; break;
            case 1: if (event.kind != Kind::loop_error) event.object = other.object; break;
            case 2: event.by = other.by; break;
            case 3: event.value = static_cast<std::int64_t>(random_()) - 1'000; break;
            case 4: event.subject = Ref::task(static_cast<std::uint32_t>(below(1u << 28))); break;
            default: event.subject = {}; break;
        }
        return own_texts(log, sound, event);
    }

    Event own_texts(Log& log, const Log& sound, Event event) {
        if (event.kind == Kind::block) return event;
        if (event.kind == Kind::loop_error) event.object = Ref::from_bits(log.add_text(sound.text(event.object.bits())));
        event.text = log.add_text(sound.text(event.text));
        event.text2 = log.add_text(sound.text(event.text2));
        return event;
    }

    std::mt19937 random_;
};

}  // namespace

TEST_CASE("a broken recording is folded as far as it makes sense: nothing throws, and history and timeline agree") {
    for (unsigned seed = 0; seed < 20; ++seed) {
        Spoiler spoiler(seed);
        for (const auto& [trace, sound] : golden::all()) {
            CAPTURE(seed, trace);
            const auto log = spoiler.spoil(*sound);
            History history(*log);
            Timeline timeline;
            extend(timeline, *log);
            REQUIRE(history.at(log->size()) == timeline.state);
            REQUIRE(history.at(log->size() / 2).left_in_turn <= history.at(log->size() / 2).ready.size());
            REQUIRE(timeline.lanes.size() >= timeline.state.tasks.size());
        }
    }
}
