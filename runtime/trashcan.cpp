#include "trashcan.hpp"

#include <vector>

namespace asyncio {
namespace {

struct Waste {
    void* object;
    void (*destroy)(void*);
};

/// The outermost dispose() of a thread, and what goes with it.
struct Disposal {
    static constexpr int deepest = 50;   // as in CPython
    int depth = 0;
    std::vector<Waste> put_aside;

    void destroy(Waste waste) {
        ++depth;
        waste.destroy(waste.object);
        --depth;
    }
};

thread_local Disposal* disposal = nullptr;

}  // namespace

void Trashcan::dispose(void* object, void (*destroy)(void*)) {
    if (disposal) return disposal->depth < Disposal::deepest ? disposal->destroy({object, destroy}) : disposal->put_aside.push_back({object, destroy});
    Disposal begun;
    disposal = &begun;
    begun.destroy({object, destroy});
    while (!begun.put_aside.empty()) {
        const Waste next = begun.put_aside.back();
        begun.put_aside.pop_back();
        begun.destroy(next);
    }
    disposal = nullptr;
}

}  // namespace asyncio
