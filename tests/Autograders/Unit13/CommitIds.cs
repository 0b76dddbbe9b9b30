using System.Globalization;
using Course;
using CsCheck;
using FromScratch.Git;

namespace Autograders;

/// <summary>Exercise 13.3: the name of a commit.</summary>
[Exercise("13.3", "Commit ids", Difficulty = 2, Minutes = 30, Core = true, Theory = "2. Four kinds of objects")]
public sealed class CommitIds : Exercise<CommitIds, CommitIds.Contract>
{
    public delegate byte[] BodyOfCommit(CommitData c);

    public delegate string IdOfCommit(CommitData c);

    public sealed record Contract(BodyOfCommit CommitBody, IdOfCommit CommitId);

    public static Verdict Check(BodyOfCommit commitBody, IdOfCommit commitId) => Grade(new Contract(commitBody, commitId));

    /// <summary>Holds your ids of commits against the reference's and a library's.</summary>
    public static Comparison Compare(IdOfCommit commitId, IdOfCommit library) => Compared(
        Part("CommitId", commitId, contract => contract.CommitId, library, "LibGit2Sharp", ("the first commit", f => f(First)), ("a commit of 01:30 behind", f => f(First with { Author = Grace, Message = "two\n\nlines\n" }))));

    protected override Contract Reference => new(CommitFormat.Body, CommitFormat.Id);

    private static readonly Person Ada = new("Ada Lovelace", "ada@example.com", 1700000000, 0);
    private static readonly Person Grace = new("Grace Hopper", "grace@example.com", 1700003600, -90);
    private static readonly CommitData First = new(Bytes.HelloTree, [], Ada, Ada, "first\n");

    private const string AdasLines = "author Ada Lovelace <ada@example.com> 1700000000 +0000\ncommitter Ada Lovelace <ada@example.com> 1700000000 +0000\n";

    private void Text(string expected, CommitData c, string because) => Bytes.Same(Bytes.Of(expected), Subject.CommitBody(c), because);

    [Fact]
    public void The_first_commit_line_by_line() => Text(
        $"tree {Bytes.HelloTree}\n{AdasLines}\nfirst\n", First, "Tree, author, committer, an empty line, the message. The first commit has no parent and no line for one.");

    [Fact]
    public void The_first_commit_has_this_name_everywhere() =>
        Expect.Equal(Bytes.First, Subject.CommitId(First), because: "`git commit` gives this id for the same tree, person, time and message: \"commit\", the length, a zero byte, and the text are hashed.");

    [Fact]
    public void A_parent_has_a_line_after_the_tree() => Text(
        $"tree {Bytes.HelloTree}\nparent {Bytes.First}\n{AdasLines}\nsecond\n", First with { Parents = [Bytes.First], Message = "second\n" }, "The parent's id is part of the text: so the new id vouches for all that came before.");

    [Fact]
    public void Parents_keep_their_order()
    {
        string later = new('f', 40), earlier = new('1', 40);
        Text($"tree {Bytes.HelloTree}\nparent {later}\nparent {earlier}\n{AdasLines}\nmerge\n", First with { Parents = [later, earlier], Message = "merge\n" }, "The first parent is the branch you were on, \"ours\". Sorting the parents swaps the sides.");
    }

    [Fact]
    public void Author_and_committer_are_two_people() => Text(
        $"tree {Bytes.HelloTree}\nauthor Grace Hopper <grace@example.com> 1700003600 -0130\ncommitter Ada Lovelace <ada@example.com> 1700000000 +0000\n\nfirst\n", First with { Author = Grace }, "Grace made the change, Ada put it into this history.");

    [Theory]
    [InlineData(0, "+0000")]
    [InlineData(60, "+0100")]
    [InlineData(345, "+0545")]
    [InlineData(-90, "-0130")]
    [InlineData(-30, "-0030")]
    [InlineData(-210, "-0330")]
    [InlineData(840, "+1400")]
    public void The_offset_is_hours_and_minutes(int minutes, string shown) => Text(
        $"tree {Bytes.HelloTree}\nauthor Ada Lovelace <ada@example.com> 1700000000 {shown}\ncommitter Ada Lovelace <ada@example.com> 1700000000 +0000\n\nfirst\n",
        First with { Author = Ada with { OffsetMinutes = minutes } }, $"{minutes} minutes are {shown}: a sign, two digits of hours, two of minutes. The seconds stay what they are: they count from 1970 in UTC, wherever the clock hangs.");

    [Fact]
    public void A_last_line_end_is_added_where_it_lacks()
    {
        Text($"tree {Bytes.HelloTree}\n{AdasLines}\nfirst\n", First with { Message = "first" }, "`git commit -m first` stores \"first\\n\".");
        Text($"tree {Bytes.HelloTree}\n{AdasLines}\nsubject\n\nbody\n", First with { Message = "subject\n\nbody\n" }, "This message ends with a line end: it gets no second one.");
    }

    [Fact]
    public void A_message_of_one_letter_gets_its_line_end_too() => Text($"tree {Bytes.HelloTree}\n{AdasLines}\nx\n", First with { Message = "x" }, "One letter is a message as well.");

    [Fact]
    public void An_empty_message_stays_empty() => Text($"tree {Bytes.HelloTree}\n{AdasLines}\n", First with { Message = "" }, "The empty line ends the header; after it comes nothing.");

    [Fact]
    public void Names_and_messages_are_utf8()
    {
        CommitData c = First with { Author = Ada with { Name = "Zoë" }, Message = "größer\n" };
        Text($"tree {Bytes.HelloTree}\nauthor Zoë <ada@example.com> 1700000000 +0000\ncommitter Ada Lovelace <ada@example.com> 1700000000 +0000\n\ngrößer\n", c, "ë, ö and ß are two bytes each.");
        Expect.Equal(Bytes.Id("commit", Subject.CommitBody(c)), Subject.CommitId(c), because: "The length in the header counts bytes, not characters.");
    }

    [Fact]
    public void Amending_makes_another_commit()
    {
        string before = Subject.CommitId(First), after = Subject.CommitId(First with { Message = "First\n" });
        Expect.Equal("cef843f7adb941a59e4099cb5fa0c0f4fc7e2f21", after, because: "`git commit-tree` gives this id to the commit with the message \"First\".");
        Expect.That(before != after, "two ids", $"{before} twice", because: "One byte changed, so the name is new. The old commit stays as it was: nothing in git is edited in place.");
    }

    [Fact]
    public void Any_commit_is_as_by_definition() => Property.Holds(
        Gen.Select(Gen.Int[0, 3], Gen.Long[0, 4_000_000_000], Gen.Int[-720, 840]), sample =>
        {
            (int parents, long unix, int offset) = sample;
            CommitData c = First with { Parents = [.. Enumerable.Range(1, parents).Select(i => new string((char)('9' - i), 40))], Committer = Grace with { Unix = unix, OffsetMinutes = offset } };
            Expect.Equal(Bytes.Id("commit", Written(c)), Subject.CommitId(c), because: $"{parents} parents, {unix} seconds, {offset} minutes: the text is \"{Bytes.Text(Written(c))}\".");
        });

    [Theory]
    [InlineData("Ada <x>", "ada@example.com")]
    [InlineData("Ada", "ada@example.com>")]
    [InlineData("Ada\nparent", "ada@example.com")]
    [InlineData("Ada", "<ada@example.com")]
    [InlineData("<Ada", "ada@example.com")]
    public void A_person_can_be_read_again(string name, string email)
    {
        Expect.Throws<ArgumentException>(() => Subject.CommitBody(First with { Author = Ada with { Name = name, Email = email } }), because: "<, > and line ends mark where a name and a line stop. In a name they would forge the lines below.");
        Expect.Throws<ArgumentException>(() => Subject.CommitBody(First with { Committer = Ada with { Name = name, Email = email } }), because: "<, > and line ends mark where a name and a line stop. In a name they would forge the lines below.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You moved the seconds by the offset. They count from 1970 in UTC; the offset only says how the person's clock stood.", From(c => Written(c, unix: p => p.Unix + 60 * p.OffsetMinutes))),
        new("You sorted the parents. The first is \"ours\", the branch you were on; keep the order.", From(c => Written(c with { Parents = [.. c.Parents.Order(StringComparer.Ordinal)] }))),
        new("The offset's sign belongs in front once: −90 minutes are -0130, not what hours and minutes with a sign each make.", From(c => Written(c, offset: m => string.Create(CultureInfo.InvariantCulture, $"{m / 60:+00;-00;+00}{m % 60:00}")))),
        new("You wrote the offset in minutes. It is hours and minutes: 345 is +0545.", From(c => Written(c, offset: m => string.Create(CultureInfo.InvariantCulture, $"{m:+0000;-0000;+0000}")))),
        new("Author and committer are two people: you wrote the author twice.", From(c => Written(c with { Committer = c.Author }))),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("a list of lines, joined", From(c => Written(c))),
        new("TimeSpan for the offset, a StringWriter", From(c =>
        {
            using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
            text.WriteLine("tree " + c.Tree);
            foreach (string parent in c.Parents) text.WriteLine("parent " + parent);
            foreach ((string role, Person person) in new[] { ("author", c.Author), ("committer", c.Committer) })
            {
                if ($"{person.Name}{person.Email}".Any(letter => letter is '<' or '>' or '\n')) throw new ArgumentException("A bad name.");
                TimeSpan offset = TimeSpan.FromMinutes(person.OffsetMinutes);
                text.WriteLine($"{role} {person.Name} <{person.Email}> {person.Unix} {(offset < TimeSpan.Zero ? "-" : "+")}{offset:hhmm}");
            }

            text.WriteLine();
            text.Write(c.Message);
            if (c.Message is not "" && c.Message[^1] != '\n') text.WriteLine();
            return Bytes.Of(text.ToString());
        })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Write the first commit's text by hand, as the exercise shows it, and hold your bytes against it. Every line ends with \\n, also on Windows.",
        "For the offset take the sign apart: work with the absolute minutes, then divide by 60 for the hours and take the rest for the minutes, two digits each.",
        "Body: a line for the tree, a line a parent, two lines for people (one helper, which also refuses <, > and \\n), an empty line, the message, and a line end if it has one missing. Id: your ObjectId of 13.2 with the type commit.",
    ];

    private static Contract From(Func<CommitData, byte[]> body) => new(c => body(c), c => Bytes.Id("commit", body(c)));

    private static byte[] Written(CommitData c, Func<Person, long>? unix = null, Func<int, string>? offset = null)
    {
        string Line(Person person)
        {
            if (person.Name.IndexOfAny(['<', '>', '\n']) >= 0 || person.Email.IndexOfAny(['<', '>', '\n']) >= 0) throw new ArgumentException("A bad name.");
            string zone = offset?.Invoke(person.OffsetMinutes) ?? string.Create(CultureInfo.InvariantCulture, $"{(person.OffsetMinutes < 0 ? "-" : "+")}{Math.Abs(person.OffsetMinutes) / 60:00}{Math.Abs(person.OffsetMinutes) % 60:00}");
            return string.Create(CultureInfo.InvariantCulture, $"{person.Name} <{person.Email}> {unix?.Invoke(person) ?? person.Unix} {zone}");
        }

        string[] lines = [$"tree {c.Tree}", .. c.Parents.Select(parent => $"parent {parent}"), $"author {Line(c.Author)}", $"committer {Line(c.Committer)}", "", c.Message.EndsWith('\n') ? c.Message[..^1] : c.Message];
        return Bytes.Of(string.Join('\n', lines) + (c.Message.Length == 0 ? "" : "\n"));
    }
}
