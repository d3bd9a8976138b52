#include "state.hpp"

#include "lookup.hpp"

namespace awaitscope {

const Task* State::find_task(Ref ref) const { return find(tasks, ref); }
const Job* State::find_job(Ref ref) const { return find(jobs, ref); }
const Future* State::find_future(Ref ref) const { return find(futures, ref); }

}  // namespace awaitscope
