namespace Benchmarks.Tensors;

/// <summary>One thing that both do.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Ours">The engine of the course.</param>
/// <param name="Theirs">TorchSharp.</param>
/// <param name="Goal">How many times as fast as TorchSharp ours is to be.</param>
/// <param name="MathNet">MathNet's managed provider, where it has the operation.</param>
/// <param name="MathNetGoal">How many times as fast as MathNet ours is to be.</param>
internal sealed record Case(string Name, Action Ours, Action Theirs, double? Goal = null, Action? MathNet = null, double? MathNetGoal = null);
