package dev.tokentrail.benchmarks.emulator;

/**
 * What came of a load.
 *
 * @param answers how many answers came, each of them checked
 * @param nanoseconds from the first request to the last answer
 * @param middle how long half of the answers took at most, in nanoseconds
 * @param p99 how long 99 of 100 answers took at most, in nanoseconds
 * @param generatorNanoseconds processor time of the thread that sent them
 */
record Load(long answers, long nanoseconds, long middle, long p99, long generatorNanoseconds) {

    double perSecond() {
        return answers * 1e9 / nanoseconds;
    }
}
