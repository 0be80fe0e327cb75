"""What gunicorn calls."""

import resource

from factcheck.wsgi import with_room_for_calls

CALLS = 300


def worst_loop(_environ: object, _start_response: object) -> int:
    """Pages of memory that a loop of calls costs at the worst of many depths."""

    def leaf() -> None:
        pass

    def loop() -> int:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        for _ in range(CALLS):
            leaf()
        return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

    def at(depth: int) -> int:
        return at(depth - 1) if depth else loop()

    return max(at(depth) for depth in range(250))


def test_no_depth_of_calls_costs_a_piece_of_memory_each_call() -> None:
    assert with_room_for_calls(worst_loop)({}, None) < CALLS / 2
