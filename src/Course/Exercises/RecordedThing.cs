using System.Collections.Concurrent;
using System.Reflection;

namespace Course;

/// <summary>Stands in front of an object that the learner's factory made, behind the interface of the contract: its calls are recorded too.</summary>
/// <remarks>Such objects keep state: their calls are not repeated. What has no public interface stays as it is, unrecorded.</remarks>
public class RecordedThing : DispatchProxy
{
    private static readonly ConcurrentDictionary<MethodInfo, Signature> _signatures = new();   // a structure's test makes thousands of calls

    private CallRecorder? _recorder;
    private object? _target;
    private string _name = "";

    /// <summary>The object behind it.</summary>
    internal object Target => _target!;

    /// <summary>Whether things of the type can be recorded: an interface of the course's that everybody sees.</summary>
    internal static bool IsRecordable(Type type) => type is { IsInterface: true, IsVisible: true } && type.Namespace?.StartsWith("System", StringComparison.Ordinal) != true;

    /// <summary>The same thing, recorded.</summary>
    internal static object Around(CallRecorder recorder, string name, Type type, object target)
    {
        var thing = (RecordedThing)Create(type, typeof(RecordedThing));
        (thing._recorder, thing._target, thing._name) = (recorder, target, name);
        return thing;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        // A property is read as "counter.Count", written as "counter.Count = 3": the accessors' names say which.
        string member = targetMethod!.IsSpecialName ? targetMethod.Name.Replace("get_", "", StringComparison.Ordinal).Replace("set_", "", StringComparison.Ordinal) : targetMethod.Name;
        return _recorder!.Call($"{_name}().{member}", _signatures.GetOrAdd(targetMethod, static method => new Signature(method, isStateful: true)), given => targetMethod.Invoke(_target, BindingFlags.DoNotWrapExceptions, null, given, null), args ?? []);
    }
}
