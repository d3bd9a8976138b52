#include "words.hpp"

namespace awaitscope::exports {

std::string span_title(const Span& span, Lang lang) {
    const std::string state(state_word(span.state, lang));
    if (span.state == TaskState::awaiting && span.on.is(Ref::Type::task)) return state + " · " + name(span.on);
    const bool says_more = span.state == TaskState::awaiting || span.state == TaskState::io_wait;
    return says_more && span.kind != FutureKind::none ? state + " · " + word(span.kind) : state;
}

}  // namespace awaitscope::exports
