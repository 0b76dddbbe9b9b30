using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace Course;

/// <summary>What the recorder knows of a delegate type: its parameters, how to call it with boxed arguments, and how to make one that calls back.</summary>
/// <remarks>Both are compiled once a type: a call then costs the boxes, and a check costs no compilation.</remarks>
internal sealed class DelegateShape
{
    private static readonly ConcurrentDictionary<Type, DelegateShape> _known = new();

    private readonly Func<Func<object?[], object?>, Delegate> _wrap;

    private DelegateShape(Type type)
    {
        Signature = new Signature(type.GetMethod("Invoke")!, type.IsDefined(typeof(StatefulAttribute), false));
        Call = Caller(type);
        _wrap = Wrapper(type);
    }

    public Signature Signature { get; }

    private ParameterInfo[] Parameters => Signature.Parameters;

    private Type ReturnType => Signature.ReturnType;

    /// <summary>Calls a delegate of the type; what it throws comes through as it is.</summary>
    public Func<Delegate, object?[], object?> Call { get; }

    public static DelegateShape Of(Type type) => _known.GetOrAdd(type, static type => new DelegateShape(type));

    /// <summary>A delegate of the type that hands its boxed arguments to <paramref name="call"/>.</summary>
    public Delegate Wrap(Func<object?[], object?> call) => _wrap(call);

    private Func<Delegate, object?[], object?> Caller(Type type)
    {
        ParameterExpression function = Expression.Parameter(typeof(Delegate)), arguments = Expression.Parameter(typeof(object[]));
        Expression call = Expression.Invoke(Expression.Convert(function, type), Parameters.Select((parameter, i) => Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(i)), parameter.ParameterType)));
        Expression boxed = ReturnType == typeof(void) ? Expression.Block(call, Expression.Constant(null)) : Expression.Convert(call, typeof(object));
        return Expression.Lambda<Func<Delegate, object?[], object?>>(boxed, function, arguments).Compile();
    }

    private Func<Func<object?[], object?>, Delegate> Wrapper(Type type)
    {
        ParameterExpression call = Expression.Parameter(typeof(Func<object?[], object?>));
        ParameterExpression[] parameters = [.. Parameters.Select(parameter => Expression.Parameter(parameter.ParameterType, parameter.Name))];
        Expression boxed = Expression.NewArrayInit(typeof(object), parameters.Select(parameter => Expression.Convert(parameter, typeof(object))));
        Expression answer = Expression.Invoke(call, boxed);
        Expression body = ReturnType == typeof(void) ? answer : Expression.Convert(answer, ReturnType);
        return Expression.Lambda<Func<Func<object?[], object?>, Delegate>>(Expression.Lambda(type, body, parameters), call).Compile();
    }
}

/// <summary>What the recorder knows of a function: its parameters, which of them it may write into, whether it keeps state.</summary>
internal sealed class Signature(MethodInfo method, bool isStateful)
{
    public ParameterInfo[] Parameters { get; } = method.GetParameters();

    /// <summary>For each parameter whether the code may write into it.</summary>
    public bool[] IsInPlace { get; } = [.. method.GetParameters().Select(parameter => parameter.IsOut || parameter.IsDefined(typeof(InPlaceAttribute), false))];

    public bool IsStateful => isStateful;

    public Type ReturnType => method.ReturnType;
}
