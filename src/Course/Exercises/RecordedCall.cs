using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Course;

/// <summary>A call of the learner's code: what it was given, and what it returned.</summary>
/// <param name="Text">As it would be written: <c>Norm([3, 4], p = 2)</c>.</param>
/// <param name="Result">What it returned, as text; null when it threw.</param>
public sealed record RecordedCall(string Text, string? Result);

/// <summary>Puts a recorder around each delegate of a contract: calls are remembered, changed inputs are found.</summary>
/// <remarks>One recorder serves one test on one thread.</remarks>
internal sealed class CallRecorder
{
    /// <summary>The latest call; null before the first.</summary>
    public RecordedCall? Last { get; private set; }

    /// <summary>The same contract, each delegate of it recorded.</summary>
    public TContract Around<TContract>(TContract contract)
        where TContract : class
    {
        ConstructorInfo constructor = typeof(TContract).GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        object?[] arguments = [.. constructor.GetParameters().Select(parameter =>
        {
            object? value = typeof(TContract).GetProperty(parameter.Name!)!.GetValue(contract);
            return value is Delegate function ? Around(parameter.Name!, function) : value;
        })];
        return (TContract)constructor.Invoke(arguments);
    }

    /// <summary>A contract of the same shape whose delegates are not written yet.</summary>
    public static TContract Stub<TContract>(TContract shape)
        where TContract : class
    {
        ConstructorInfo constructor = typeof(TContract).GetConstructors().MaxBy(c => c.GetParameters().Length)!;
        return (TContract)constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
        {
            object? value = typeof(TContract).GetProperty(parameter.Name!)!.GetValue(shape);
            return value is Delegate function ? NotWritten(function.GetType()) : value;
        })]);
    }

    private static Delegate NotWritten(Type type)
    {
        MethodInfo invoke = type.GetMethod("Invoke")!;
        Expression body = Expression.Throw(Expression.New(typeof(NotImplementedException)), invoke.ReturnType);
        return Expression.Lambda(type, body, invoke.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType, parameter.Name))).Compile(preferInterpretation: true);
    }

    private Delegate Around(string name, Delegate function)
    {
        MethodInfo invoke = function.GetType().GetMethod("Invoke")!;
        ParameterExpression[] parameters = [.. invoke.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType, parameter.Name))];
        Expression boxed = Expression.NewArrayInit(typeof(object), parameters.Select(parameter => Expression.Convert(parameter, typeof(object))));
        Expression call = Expression.Call(Expression.Constant(this), typeof(CallRecorder).GetMethod(nameof(Call), BindingFlags.Instance | BindingFlags.NonPublic)!,
            Expression.Constant(name), Expression.Constant(function, typeof(Delegate)), boxed);
        Expression body = invoke.ReturnType == typeof(void) ? call : Expression.Convert(call, invoke.ReturnType);
        return Expression.Lambda(function.GetType(), body, parameters).Compile(preferInterpretation: true);
    }

    private object? Call(string name, Delegate function, object?[] arguments)
    {
        string[] names = [.. function.GetType().GetMethod("Invoke")!.GetParameters().Select(parameter => parameter.Name!)];
        string[] before = [.. arguments.Select(ValueText.Of)];
        string text = $"{name}({string.Join(", ", before.Select((value, i) => arguments[i] is Array || before.Length == 1 ? value : $"{names[i]} = {value}"))})";
        object?[] copies = [.. arguments.Select(argument => (argument as Array)?.Clone() ?? argument)];
        Last = new RecordedCall(text, null);
        object? result;
        try
        {
            result = function.DynamicInvoke(arguments);
        }
        catch (TargetInvocationException wrapped) when (wrapped.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(wrapped.InnerException);
            throw;
        }

        Last = new RecordedCall(text, ValueText.Of(result));
        for (int i = 0; i < arguments.Length; i++)
            if (arguments[i] is Array now && !Same((Array)copies[i]!, now))
                throw new ExpectationFailedException($"{names[i]} unchanged: {before[i]}", $"{names[i]} changed to {ValueText.Of(now)}", $"You changed the caller's array {names[i]}. Write the result to a new one.");
        return result;
    }

    private static bool Same(Array before, Array now)
    {
        foreach ((object? x, object? y) in before.Cast<object?>().Zip(now.Cast<object?>()))
            if (!(x is Array inner ? ReferenceEquals(inner, y) : Equals(x, y))) return false;
        return true;
    }
}
