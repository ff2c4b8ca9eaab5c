package dev.quarry.upgrade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A migration, and what in it a node of the version before could not stand. That node goes on inserting, reading and
 * updating what it knows: so nothing that it uses may go, be renamed, change its type, or begin to refuse its rows.
 *
 * <p>What nothing uses any more is taken away by a statement under a comment {@code -- contract after V27: why}, where 27 is
 * the newest migration of the version that was the first not to use it; that version must be out already.
 */
record Migration(int version, String sql) {

    private static final Pattern NAME = Pattern.compile("V(\\d+)(?:_\\d+)?__\\w+\\.sql");
    private static final Pattern CONTRACT = Pattern.compile("--\\s*contract after V(\\d+): \\S+.*");
    private static final String NO_NAME = "(?:if (?:not )?exists )?(?:public\\.)?\"?(\\w+)";
    private static final Pattern NEW_TABLE = Pattern.compile("create (?:unlogged )?table " + NO_NAME);
    private static final Pattern CHANGED_TABLE = Pattern.compile("alter table (?:only )?" + NO_NAME);
    private static final Pattern INDEXED_TABLE = Pattern.compile("create unique index .*? on (?:only )?" + NO_NAME);

    private static final Map<String, Pattern> ON_OLD_TABLES = Map.of(
            "drops something that may be in use", Pattern.compile("\\bdrop (?!index\\b|not null\\b)"),
            "renames something that may be in use", Pattern.compile("\\brename\\b"),
            "changes the type of a column", Pattern.compile("\\balter (?:column )?\\w+ (?:set data )?type\\b"),
            "refuses rows that were fine",
                    Pattern.compile("\\bset not null\\b|\\badd (?:constraint|check|unique|primary|foreign|exclude)\\b"),
            "adds a column that older inserts leave out",
                    Pattern.compile(
                            "\\badd column (?:(?!\\bdefault\\b|, add ).)*\\bnot null\\b(?:(?!\\bdefault\\b|, add ).)*(?:, add |$)"),
            "moves a table", Pattern.compile("\\bset schema\\b"));

    private static final Map<String, Pattern> ANYWHERE = Map.of(
            "drops something that may be in use",
            Pattern.compile("^drop (?!index\\b)"),
            "throws rows away",
            Pattern.compile("^truncate\\b|^delete from\\b|\\bdelete from\\b"),
            "renames something that may be in use",
            Pattern.compile("^alter (?:sequence|view|type|function|index) .*\\brename\\b"));

    static Migration of(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException(file + " is no migration that goes forward: V<number>__<name>.sql");
        }
        try {
            return new Migration(Integer.parseInt(name.group(1)), Files.readString(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * What is wrong with it, a sentence each.
     *
     * @param released the newest migration of the version that is out; what was contracted must not be used by it
     */
    List<String> faults(int released) {
        List<String> faults = new ArrayList<>();
        Set<String> own = new HashSet<>();
        for (String statement : statements(sql)) {
            String plain = plain(statement);
            Matcher made = NEW_TABLE.matcher(plain);
            if (made.lookingAt()) {
                own.add(made.group(1));
            }
            Matcher contract = CONTRACT.matcher(statement);
            if (contract.find()) {
                if (Integer.parseInt(contract.group(1)) > released) {
                    faults.add("V%d contracts what the version before may use (V%s is not out): %s"
                            .formatted(version, contract.group(1), plain));
                }
                continue;
            }
            ANYWHERE.forEach((fault, form) -> note(fault, form, plain, faults));
            Matcher changed = CHANGED_TABLE.matcher(plain);
            if (changed.lookingAt() && !own.contains(changed.group(1))) {
                ON_OLD_TABLES.forEach((fault, form) -> note(fault, form, plain, faults));
            }
            Matcher indexed = INDEXED_TABLE.matcher(plain);
            if (indexed.lookingAt() && !own.contains(indexed.group(1))) {
                faults.add("V%d refuses rows that were fine: %s".formatted(version, plain));
            }
        }
        return faults;
    }

    private void note(String fault, Pattern form, String plain, List<String> faults) {
        if (form.matcher(plain).find()) {
            faults.add("V%d %s: %s".formatted(version, fault, plain));
        }
    }

    /** The statements with their comments; semicolons in texts, comments and function bodies divide nothing. */
    static List<String> statements(String sql) {
        List<String> statements = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < sql.length(); i++) {
            if (sql.startsWith("--", i)) {
                i = end(sql, "\n", i);
            } else if (sql.charAt(i) == '\'') {
                i = end(sql, "'", i + 1);
            } else if (sql.startsWith("$$", i)) {
                i = end(sql, "$$", i + 2) + 1;
            } else if (sql.charAt(i) == ';') {
                statements.add(sql.substring(start, i).strip());
                start = i + 1;
            }
        }
        String rest = sql.substring(start).strip();
        if (!plain(rest).isEmpty()) {
            statements.add(rest);
        }
        return statements;
    }

    private static int end(String sql, String mark, int from) {
        int end = sql.indexOf(mark, from);
        return end < 0 ? sql.length() : end;
    }

    /** Without comments, in one line, in small letters. */
    private static String plain(String statement) {
        return statement
                .replaceAll("--[^\n]*", " ")
                .replaceAll("\\s+", " ")
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
