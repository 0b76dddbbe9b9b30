namespace Course;

/// <summary>On a parameter of a contract's delegate: the learner's code is meant to write into this argument, and may return it.</summary>
/// <remarks>Without it, an argument that changes and a result that shares an array with an argument are failures, whatever the test asks.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class InPlaceAttribute : Attribute;

/// <summary>On a contract's delegate: two calls with the same arguments may answer differently (it counts, caches or draws), and may share arrays.</summary>
/// <remarks>Without it, calls on plain data are repeated now and then, and must give the same answer in a new array.</remarks>
[AttributeUsage(AttributeTargets.Delegate)]
public sealed class StatefulAttribute : Attribute;
