package org.schoolgate.review.web;

import java.util.List;
import org.schoolgate.review.store.CaseFile;
import org.schoolgate.review.store.CaseScope;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.OneIncident.Case;
import org.schoolgate.review.web.view.OneIncident.InCases;

/// The cases that an incident is in, and those of its device or person that it could be added to.
final class CasesOf {

    private CasesOf() {}

    /// @param may whether the reader has to do with cases at all
    static InCases incident(Store store, CaseScope scope, Incident incident, boolean may) {
        List<CaseFile> in = may ? store.cases().with(scope, incident.id()) : List.of();
        List<Case> others = may
                ? store.cases().of(scope, incident.asker()).stream()
                        .filter(file -> in.stream().noneMatch(one -> one.id() == file.id())).map(CasesOf::called)
                        .toList()
                : List.of();
        return new InCases(in.stream().map(CasesOf::called).toList(), others, may);
    }

    private static Case called(CaseFile file) {
        return new Case(file.id(), "Case " + file.called());
    }
}
