#pragma once

namespace asyncio {

/// Destroys what destroys the next of its kind, and that the next, without a deep stack: after the first 50 levels what
/// is to go is put aside, and goes when those levels are through. All are gone when the first dispose() returns.
///
/// Only for what does not mind to outlive its owner by that little. Python: Py_TRASHCAN_BEGIN
class Trashcan {
public:
    /// Calls destroy(object), now or then.
    static void dispose(void* object, void (*destroy)(void*));
};

}  // namespace asyncio
