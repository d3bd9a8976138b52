#include <cstdio>
#include <memory>

/// Forgets something: AddressSanitizer must say so at the exit, or no leak of any test would be noticed.
int main() {
    auto* forgotten = new std::unique_ptr<int>(new int(7));
    std::printf("%d is forgotten\n", **forgotten);
    forgotten = nullptr;
}
