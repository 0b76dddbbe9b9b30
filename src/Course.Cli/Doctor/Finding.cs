namespace Course.Cli.Doctor;

/// <summary>What the doctor found about one thing.</summary>
/// <param name="Subject">The thing.</param>
/// <param name="State">Whether it is good.</param>
/// <param name="Text">What was found.</param>
/// <param name="WhatToDo">What to do about it; null when it is good.</param>
internal sealed record Finding(string Subject, FindingState State, string Text, string? WhatToDo = null);

/// <summary>How good a finding is.</summary>
internal enum FindingState
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>The course works, something works less well.</summary>
    Advice,

    /// <summary>The course does not work without it.</summary>
    Missing,
}
