"""Wiring of what people at the console do, each set of use cases watched for refusals."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from appliance.privacy import language
from appliance.service import fence
from appliance.service.auditing.refusals import Refusals
from appliance.service.desk import Desk
from appliance.service.doctor import Doctor
from appliance.service.exporting import Exporting
from appliance.service.forms import Forms
from appliance.service.line.quota import Quota
from appliance.service.line.registration import Registration
from appliance.service.people.admin import Admin
from appliance.service.people.sessions import Sessions
from appliance.service.people.single_sign_on import SingleSignOn
from appliance.service.reviewing.release import Release
from appliance.service.reviewing.review import Review
from appliance.service.unlocking import Unlocking

if TYPE_CHECKING:
    from appliance.access.passwords import Passwords
    from appliance.doctypes.catalogue import Doctypes
    from appliance.doctypes.taught import Taught
    from appliance.ports import Clock, Queue
    from appliance.records import Database, Keyring
    from appliance.service.custody.keycopies import KeyCopies
    from appliance.service.documents.archive import Archive
    from appliance.service.documents.dossier import Dossiers
    from appliance.service.documents.stages import Stages
    from appliance.service.line.arrival import Arrivals
    from appliance.service.people.pairs import Pairs
    from appliance.service.quality.improvement import Improvement
    from appliance.service.reviewing.lessons import Lessons
    from appliance.settings import Settings


class Screens:
    """The part of ``Appliance`` that holds these; it builds on the parts of the whole."""

    if TYPE_CHECKING:
        settings: Settings

        @cached_property
        def doctypes(self) -> Doctypes:
            """The document types in force."""
            ...

        @cached_property
        def key_copies(self) -> KeyCopies:
            """The keys' backup."""
            ...

        @cached_property
        def lessons(self) -> Lessons:
            """What approvals teach."""
            ...

        @cached_property
        def _arrivals(self) -> Arrivals: ...
        @cached_property
        def _archive(self) -> Archive: ...
        @cached_property
        def _clock(self) -> Clock: ...
        @cached_property
        def _pairs(self) -> Pairs: ...
        @cached_property
        def _database(self) -> Database: ...
        @cached_property
        def _dossiers(self) -> Dossiers: ...
        @cached_property
        def _passwords(self) -> Passwords: ...
        @cached_property
        def _queue(self) -> Queue: ...
        @cached_property
        def _ring(self) -> Keyring: ...
        @cached_property
        def _remembering(self) -> Stages: ...
        @cached_property
        def _taught(self) -> Taught: ...
        def _wrong_models(self) -> dict[str, str]: ...

    @cached_property
    def refusals(self) -> Refusals:
        """Writes down which use cases were refused to whom."""
        return Refusals(database=lambda: self._database, clock=self._clock)

    @cached_property
    def desk(self) -> Desk:
        """Handing documents in and looking at them."""
        desk = Desk(
            arrivals=self._arrivals,
            registration=Registration(
                database=self._database,
                archive=self._archive,
                queue=self._queue,
                clock=self._clock,
                quota=Quota(clock=self._clock, settings=self.settings),
            ),
            dossiers=self._dossiers,
            queue=self._queue,
            clock=self._clock,
        )
        return self.refusals.watched(desk)

    @cached_property
    def unlocking(self) -> Unlocking:
        """Passwords of protected files."""
        unlocking = Unlocking(
            desk=self.desk,
            arrivals=self._arrivals,
            dossiers=self._dossiers,
            queue=self._queue,
            clock=self._clock,
        )
        return self.refusals.watched(unlocking)

    @cached_property
    def release(self) -> Release:
        """Releasing what the virus scanner set aside."""
        release = Release(
            arrivals=self._arrivals,
            dossiers=self._dossiers,
            queue=self._queue,
            clock=self._clock,
            pairs=self._pairs,
        )
        return self.refusals.watched(release)

    @cached_property
    def exporting(self) -> Exporting:
        """Carrying finished records off."""
        return self.refusals.watched(Exporting(desk=self.desk))

    @cached_property
    def review(self) -> Review:
        """Correcting and approving."""
        review = Review(
            dossiers=self._dossiers,
            stages=lambda: self._remembering,
            queue=self._queue,
            clock=self._clock,
            lessons=self.lessons,
        )
        return self.refusals.watched(review)

    @cached_property
    def improvement(self) -> Improvement:
        """What approvals have taught."""
        from appliance.service.quality.improvement import Improvement

        improvement = Improvement(
            database=self._database, doctypes=self.doctypes, taught=self._taught
        )
        return self.refusals.watched(improvement)

    @cached_property
    def forms(self) -> Forms:
        """What the document types declare, for people."""
        return self.refusals.watched(Forms(doctypes=self.doctypes))

    @cached_property
    def sessions(self) -> Sessions:
        """Signing in and out."""
        sessions = Sessions(
            database=self._database,
            ring=self._ring,
            passwords=self._passwords,
            clock=self._clock,
            settings=self.settings,
        )
        return self.refusals.watched(sessions)

    @cached_property
    def single_sign_on(self) -> SingleSignOn:
        """Sessions on the word of a proxy or an OpenID provider."""
        return SingleSignOn(
            sessions=self.sessions,
            database=self._database,
            clock=self._clock,
            settings=self.settings,
        )

    @cached_property
    def admin(self) -> Admin:
        """Accounts and findings."""
        doctor = Doctor(
            settings=self.settings,
            database=lambda: self._database,
            queue=self._queue,
            models=self._wrong_models,
            stale=lambda: self.key_copies.stale(),  # noqa: PLW0108 - opens the database, later
            unfenced=fence.unfenced,
            unmeasured=language.outdated,
        )
        admin = Admin(
            database=lambda: self._database,
            passwords=self._passwords,
            clock=self._clock,
            examination=doctor,
        )
        return self.refusals.watched(admin)
