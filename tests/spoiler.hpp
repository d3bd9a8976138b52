#pragma once
#include <random>

#include "visualizer/model/state.hpp"

namespace awaitscope {

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
        if (event.kind == Kind::loop_error)
            event.object = Ref::from_bits(log.add_text(sound.text(event.object.bits())));
        event.text = log.add_text(sound.text(event.text));
        event.text2 = log.add_text(sound.text(event.text2));
        return event;
    }

    std::mt19937 random_;
};

}  // namespace awaitscope
