#include "context.hpp"

#include "here.hpp"

namespace asyncio {
namespace {

/// The context of code that runs in no task or callback: one a thread.
Context& outermost() {
    static thread_local Context context;
    return context;
}

Context& present() { return here.context ? *here.context : outermost(); }

const std::any* find(const Context& context, const void* variable) {
    if (!context || !context->values) return nullptr;
    auto found = context->values->find(variable);
    return found == context->values->end() ? nullptr : &found->second;
}

}  // namespace

const std::any* Context::value_of(const void* variable) const { return find(*this, variable); }

Context copy_context() {
    Context copy(new ContextCell);
    if (const Context& now = present()) copy->values = now->values;
    return copy;
}

namespace detail {

Context present_copy() {
    const Context& now = present();
    return now && now->values ? copy_context() : Context();
}

const std::any* find_value(const void* variable) {
    return find(present(), variable);
}

void store_value(const void* variable, std::optional<std::any> value) {
    Context& now = present();
    if (!now) now = Context(new ContextCell);
    auto values = now->values ? std::make_shared<ContextCell::Values>(*now->values) : std::make_shared<ContextCell::Values>();
    if (value) (*values)[variable] = std::move(*value);
    else values->erase(variable);
    now->values = std::move(values);
}

}  // namespace detail
}  // namespace asyncio
