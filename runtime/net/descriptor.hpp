#pragma once
#include <concepts>

namespace asyncio {

/// A file descriptor, or something that has one (Python: an int, or an object with fileno()).
class Descriptor {
public:
    Descriptor(int number) : number_(number) {}
    template <class File> requires requires(const File& file) { { file.fileno() } -> std::convertible_to<int>; }
    Descriptor(const File& file) : number_(file.fileno()) {}
    operator int() const { return number_; }

private:
    int number_;
};

}  // namespace asyncio
