namespace Course.Tests.Exercises;

/// <summary>Tests that stop code by aborting its thread run alone.</summary>
/// <remarks>Where two threads were aborted at once, the runtime (10.0.12) was seen to suspend the process for good. A notebook runs one check at a time.</remarks>
[CollectionDefinition(nameof(StoppedCode), DisableParallelization = true)]
public sealed class StoppedCode;
