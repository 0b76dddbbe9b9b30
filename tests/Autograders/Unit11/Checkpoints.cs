using Course;

namespace Autograders;

/// <summary>The checkpoints of Unit 11.</summary>
/// <remarks>Changed against the first plan of the unit: the exercises are numbered so that the core path comes first; Karatsuba's product and 2-SAT are shown in the theory instead of being exercises of their own.</remarks>
internal sealed class Unit11Checkpoints : IUnitCheckpoints
{
    public IEnumerable<Checkpoint> All =>
    [
        new("11.1", "A program takes O(n²) steps, another O(n log n). Is the first slower for every n?", "b", "The O hides the constant: n²/4 steps are fewer than 20·n·log₂ n up to n = 750 or so. That is why libraries sort short stretches by insertion.")
        {
            Choices = [("a", "yes, always"), ("b", "no: for small n it may be faster"), ("c", "no: O says nothing about large n either")],
            KnownWrong =
            [
                ("a", "Compare n²/4 with 20·n·log₂ n at n = 16."),
                ("c", "For large n it does: the ratio n/log n grows without bound, whatever the constants are."),
            ],
        },
        new("11.2", "You show that your problem A reduces to SAT in polynomial time. What follows?", "a", "Every instance of A becomes a formula, so a solver for SAT solves A: A is no harder. To show that A is hard, translate SAT into A, as you did with independent sets.")
        {
            Choices = [("a", "A is no harder than SAT"), ("b", "A is NP-hard"), ("c", "A is not in P"), ("d", "SAT is no harder than A")],
            KnownWrong =
            [
                ("b", "Adding two numbers reduces to SAT, too. The arrow goes the wrong way."),
                ("c", "Every problem in P reduces to SAT as well."),
                ("d", "That needs a translation of SAT into A."),
            ],
        },
        new("11.3", "A problem is NP-complete. Which sentence is true?", "c", "The word speaks of the worst case over all instances. Formulas with three clauses a variable fall in a few guesses; those near 4.27 are the hard ones.")
        {
            Choices = [("a", "no instance of it can be solved quickly"), ("b", "it has been proved that no quick algorithm exists"), ("c", "many of its instances may be easy"), ("d", "its answers cannot be checked quickly")],
            KnownWrong =
            [
                ("a", "Your solver needed a few dozen guesses for 60 variables in exercise 11.5."),
                ("b", "That is P ≠ NP: nearly everybody believes it, nobody has proved it."),
                ("d", "NP is the class of problems whose certificates can be checked quickly."),
            ],
        },
        new("11.4", "Held and Karp's method takes n²·2ⁿ steps. How many times more are they for n = 21 than for n = 20?", 2.205, "(21/20)²·2 = 1.1025·2 = 2.205. Each city more than doubles the work, so a computer a thousand times faster reaches nine cities more.")
        {
            Tolerance = 0.01,
            KnownWrong = [(2.0, "The square grows, too: (21/20)²."), (21.0, "That is the factor of trying all orders: n! over (n − 1)!."), (1.1025, "That is the square alone. 2ⁿ doubles.")],
        },
        new("11.5", "A service tests the rule ^(a+)+$ on text that users send, with an engine that tries one way after another. What happens with 30 times the letter a and an exclamation mark?", "b", "The 29 gaps between the letters are each either a border of two groups or not: 2²⁹ ways to cut, and all fail at the exclamation mark. An engine that keeps the set of possible states reads each letter once.")
        {
            Choices = [("a", "it fails after about 30 steps"), ("b", "it tries about 2²⁹ ways to cut the letters into groups"), ("c", "it tries about 30² ways"), ("d", "it reports a match")],
            KnownWrong =
            [
                ("a", "It cannot know that another cut of the letters will not help: it tries them all."),
                ("c", "Of two borders there are about 30²/2. But any number of borders is allowed."),
                ("d", "The exclamation mark is no a, and $ stands for the end."),
            ],
        },
    ];
}
