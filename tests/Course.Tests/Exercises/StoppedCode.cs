namespace Course.Tests.Exercises;

/// <summary>Tests that stop code at its time or memory limit run alone: the heap that is watched is the whole process's.</summary>
[CollectionDefinition(nameof(StoppedCode), DisableParallelization = true)]
public sealed class StoppedCode;
