using PrefLab.Web.Content;

namespace PrefLab.Web.Tests.Content;

public sealed class PromptTextTests
{
    [Fact]
    public void Turns_PartsWithImages_AreTextsAndWhatWasLeftOut()
    {
        var turn = Only("""[{"role":"user","content":[{"type":"text","text":"Look:"},{"type":"image_url","image_url":{"url":"http://127.0.0.1:9/a.png"}},"and",{"type":"input_audio","data":"AAAA"}]}]""");

        Assert.Equal("Look:\n\nand", turn.Text);
        Assert.Equal(["image", "input_audio"], turn.LeftOut);
    }

    [Fact]
    public void Turns_CallsAndRepliesAsParts_AreCallsAndText()
    {
        var turns = PromptText.Turns(
            """[{"role":"assistant","content":[{"type":"tool_use","name":"rain","input":{"city":"Oslo"}}]},{"role":"user","content":[{"type":"tool_result","content":[{"type":"text","text":"{\"mm\":3}"},{"type":"image"}]}]}]""",
            isChat: true);

        Assert.Equal(new PromptText.Call("rain", "{\n  \"city\": \"Oslo\"\n}"), Assert.Single(turns[0].Calls) with { Arguments = turns[0].Calls[0].Arguments.ReplaceLineEndings("\n") });
        Assert.Equal("{\n  \"mm\": 3\n}", turns[1].Text.ReplaceLineEndings("\n"));
        Assert.Equal(["image"], turns[1].LeftOut);
    }

    [Theory]
    [InlineData("""{"role":"assistant","content":null,"tool_calls":[{"function":{"name":"f","arguments":"{\"a\":1}"}}]}""", "", "f:{\n  \"a\": 1\n}")]
    [InlineData("""{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":"no json"}}]}""", "", "f:no json")]
    [InlineData("""{"role":"assistant","content":"x","function_call":{"name":"f","arguments":{}}}""", "x", "f:{}")]
    [InlineData("""{"role":"assistant","content":"x","tool_calls":["odd", 7]}""", "x", ":\"odd\"|:7")]
    [InlineData("""{"role":"tool","content":"{\"rain\":true}"}""", "{\n  \"rain\": true\n}", "")]
    [InlineData("""{"role":"tool","content":"1.10"}""", "1.10", "")]
    [InlineData("""{"role":"user","content":""}""", "", "")]
    [InlineData("""{"role":"user","content":[]}""", "", "")]
    [InlineData("""{"role":"user","content":[7,{"a":1}]}""", "7\n\n{\"a\":1}", "")]
    [InlineData("""{"role":"user","content":{"a":1}}""", "{\"a\":1}", "")]
    [InlineData("""{"role":"user","content":[{"type":"text"}]}""", "", "")]
    [InlineData("""{"role":7}""", """{"role":7}""", "")]
    public void Turns_UnusualShapes_AreShown(string message, string text, string calls)
    {
        var turn = Only($"[{message}]");

        Assert.Equal(text, turn.Text.ReplaceLineEndings("\n"));
        Assert.Equal(calls, string.Join('|', turn.Calls.Select(call => $"{call.Tool}:{call.Arguments}")).ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[7]")]
    [InlineData("[{\"role\":\"user\",")]
    public void Turns_NoConversation_IsShownAsItsText(string prompt) => Assert.Equal(prompt, Only(prompt).Text);

    [Fact]
    public void Earlier_HundredsOfTurns_AreAllButTheLastQuestion()
    {
        var turns = PromptText.Turns($"[{string.Join(',', Enumerable.Range(0, 601).Select(n => $$"""{"role":"{{(n % 2 == 0 ? "user" : "assistant")}}","content":"{{n}}"}"""))}]", isChat: true);

        Assert.Equal(600, PromptText.Earlier(turns));
    }

    private static PromptText.Turn Only(string prompt) => Assert.Single(PromptText.Turns(prompt, isChat: true));
}
