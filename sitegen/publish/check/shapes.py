"""The part of schema.org (https://schema.org, version 28) that news sites use, as data: types, what they may say, and
of which kinds the values are."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

_TYPES = """
Thing: additionalType URL|Text, alternateName Text, description Text|TextObject, disambiguatingDescription Text,
 identifier PropertyValue|Text|URL, image ImageObject|URL, mainEntityOfPage CreativeWork|URL, name Text,
 potentialAction Action, sameAs URL, subjectOf CreativeWork|Event, url URL
CreativeWork < Thing: about Thing, abstract Text, accessMode Text, accessModeSufficient ItemList, accessibilityAPI
 Text, accessibilityFeature Text, accessibilityHazard Text, accessibilitySummary Text, accountablePerson Person,
 acquireLicensePage CreativeWork|URL, aggregateRating AggregateRating, alternativeHeadline Text, archivedAt
 URL|WebPage, assesses DefinedTerm|Text, associatedMedia MediaObject, audience Audience, audio AudioObject|Clip,
 author Organization|Person, award Text, character Person, citation CreativeWork|Text, comment Comment, commentCount
 Integer, conditionsOfAccess Text, contentLocation Place, contentRating Rating|Text, contentReferenceTime DateTime,
 contributor Organization|Person, copyrightHolder Organization|Person, copyrightNotice Text, copyrightYear Number,
 correction CorrectionComment|Text|URL, countryOfOrigin Country, creativeWorkStatus DefinedTerm|Text, creator
 Organization|Person, creditText Text, dateCreated Date|DateTime, dateModified Date|DateTime, datePublished
 Date|DateTime, digitalSourceType Text|URL, discussionUrl URL, editEIDR Text|URL, editor Person, encoding MediaObject,
 encodingFormat Text|URL, expires Date|DateTime, funder Organization|Person, funding Grant, genre
 DefinedTerm|Text|URL, hasPart CreativeWork, headline Text, inLanguage Language|Text, interactivityType Text,
 interpretedAsClaim Claim, isAccessibleForFree Boolean, isBasedOn CreativeWork|Product|URL, isBasedOnUrl
 CreativeWork|URL, isFamilyFriendly Boolean, isPartOf CreativeWork|URL, keywords DefinedTerm|Text|URL, license
 CreativeWork|URL, locationCreated Place, mainEntity Thing, maintainer Organization|Person, material Product|Text|URL,
 mentions Thing, offers Demand|Offer, position Integer|Text, producer Organization|Person, provider
 Organization|Person, publication PublicationEvent, publisher Organization|Person, publishingPrinciples
 CreativeWork|URL, recordedAt Event, releasedEvent PublicationEvent, review Review, schemaVersion Text|URL,
 sdDatePublished Date|DateTime, sdLicense CreativeWork|URL, sdPublisher Organization|Person, sourceOrganization
 Organization, spatial Place, spatialCoverage Place, sponsor Organization|Person, teaches DefinedTerm|Text, temporal
 DateTime|Text, temporalCoverage DateTime|Text|URL, text Text, thumbnail ImageObject, thumbnailUrl URL, timeRequired
 Duration, translationOfWork CreativeWork, translator Organization|Person, typicalAgeRange Text, usageInfo
 CreativeWork|URL, version Number|Text, video Clip|VideoObject, wordCount Integer, workExample CreativeWork,
 workTranslation CreativeWork
Article < CreativeWork: articleBody Text, articleSection Text, backstory CreativeWork|Text, pageEnd Integer|Text,
 pageStart Integer|Text, pagination Text, speakable SpeakableSpecification|URL, wordCount Integer
NewsArticle < Article: dateline Text, printColumn Text, printEdition Text, printPage Text, printSection Text
AnalysisNewsArticle < NewsArticle:
BackgroundNewsArticle < NewsArticle:
OpinionNewsArticle < NewsArticle:
ReportageNewsArticle < NewsArticle:
ReviewNewsArticle < NewsArticle:
AdvertiserContentArticle < Article:
Report < Article: reportNumber Text
SocialMediaPosting < Article: sharedContent CreativeWork
BlogPosting < SocialMediaPosting:
LiveBlogPosting < BlogPosting: coverageEndTime DateTime, coverageStartTime DateTime, liveBlogUpdate BlogPosting
Comment < CreativeWork: downvoteCount Integer, parentItem Comment|CreativeWork, upvoteCount Integer
CorrectionComment < Comment:
Claim < CreativeWork: appearance CreativeWork, claimInterpreter Organization|Person, firstAppearance CreativeWork
ClaimReview < Review: claimReviewed Text
Review < CreativeWork: itemReviewed Thing, reviewBody Text, reviewRating Rating
MediaObject < CreativeWork: bitrate Text, contentSize Text, contentUrl URL, duration Duration, embedUrl URL,
 encodesCreativeWork CreativeWork, endTime DateTime, height Distance|QuantitativeValue|Number|Text, playerType Text,
 regionsAllowed Place, requiresSubscription Boolean, sha256 Text, startTime DateTime, uploadDate Date|DateTime, width
 Distance|QuantitativeValue|Number|Text
ImageObject < MediaObject: caption MediaObject|Text, embeddedTextCaption Text, exifData PropertyValue|Text,
 representativeOfPage Boolean
VideoObject < MediaObject: actor Person, caption MediaObject|Text, director Person, musicBy Person, transcript Text,
 videoFrameSize Text, videoQuality Text
AudioObject < MediaObject: caption MediaObject|Text, transcript Text
TextObject < MediaObject:
Clip < CreativeWork: endOffset Number, partOfEpisode CreativeWork, startOffset Number
DigitalDocument < CreativeWork:
WebSite < CreativeWork: issn Text
WebPage < CreativeWork: breadcrumb BreadcrumbList|Text, lastReviewed Date, mainContentOfPage WebPageElement,
 primaryImageOfPage ImageObject, relatedLink URL, reviewedBy Organization|Person, significantLink URL, speakable
 SpeakableSpecification|URL, specialty Text
CollectionPage < WebPage:
AboutPage < WebPage:
ContactPage < WebPage:
ProfilePage < WebPage:
WebPageElement < CreativeWork: cssSelector Text, xpath Text
Person < Thing: additionalName Text, address PostalAddress|Text, affiliation Organization, alumniOf Organization,
 award Text, birthDate Date, colleague Person|URL, contactPoint ContactPoint, deathDate Date, email Text, familyName
 Text, gender Text, givenName Text, hasOccupation Occupation, honorificPrefix DefinedTerm|Text, honorificSuffix
 DefinedTerm|Text, jobTitle DefinedTerm|Text, knows Person, knowsAbout Text|Thing|URL, knowsLanguage Language|Text,
 memberOf Organization, nationality Country, telephone Text, worksFor Organization
Organization < Thing: address PostalAddress|Text, alternateName Text, areaServed Place|Text, award Text, contactPoint
 ContactPoint, department Organization, dissolutionDate Date, email Text, employee Person, faxNumber Text, founder
 Organization|Person, foundingDate Date, foundingLocation Place, funder Organization|Person, keywords Text, legalName
 Text, location Place|Text, logo ImageObject|URL, member Organization|Person, memberOf Organization, numberOfEmployees
 QuantitativeValue, owns Thing, parentOrganization Organization, slogan Text, sponsor Organization|Person,
 subOrganization Organization, taxID Text, telephone Text, vatID Text, actionableFeedbackPolicy CreativeWork|URL,
 correctionsPolicy CreativeWork|URL, diversityPolicy CreativeWork|URL, diversityStaffingReport Article|URL,
 ethicsPolicy CreativeWork|URL, ownershipFundingInfo AboutPage|CreativeWork|Text|URL, publishingPrinciples
 CreativeWork|URL, unnamedSourcesPolicy CreativeWork|URL
NewsMediaOrganization < Organization: masthead CreativeWork|URL, missionCoveragePrioritiesPolicy CreativeWork|URL,
 noBylinesPolicy CreativeWork|URL, verificationFactCheckingPolicy CreativeWork|URL
NGO < Organization:
Corporation < Organization:
EducationalOrganization < Organization:
CollegeOrUniversity < EducationalOrganization:
GovernmentOrganization < Organization:
Intangible < Thing:
ItemList < Intangible: itemListElement ListItem|Text|Thing, itemListOrder Text, numberOfItems Integer
BreadcrumbList < ItemList:
ListItem < Intangible: item Thing|URL, nextItem ListItem, position Integer|Text, previousItem ListItem
SpeakableSpecification < Intangible: cssSelector Text, xpath Text
ContactPoint < Intangible: areaServed Place|Text, availableLanguage Language|Text, contactType Text, email Text,
 telephone Text
PostalAddress < ContactPoint: addressCountry Country|Text, addressLocality Text, addressRegion Text,
 postOfficeBoxNumber Text, postalCode Text, streetAddress Text
PropertyValue < Intangible: maxValue Number, minValue Number, propertyID Text|URL, unitCode Text|URL, unitText Text,
 value Boolean|Number|Text
QuantitativeValue < Intangible: maxValue Number, minValue Number, unitCode Text|URL, unitText Text, value Number|Text
Rating < Intangible: author Organization|Person, bestRating Number|Text, ratingExplanation Text, ratingValue
 Number|Text, worstRating Number|Text
AggregateRating < Rating: itemReviewed Thing, ratingCount Integer, reviewCount Integer
Language < Intangible:
DefinedTerm < Intangible: inDefinedTermSet DefinedTermSet|URL, termCode Text
DefinedTermSet < CreativeWork: hasDefinedTerm DefinedTerm
Occupation < Intangible: skills DefinedTerm|Text
Offer < Intangible: availability Text|URL, price Number|Text, priceCurrency Text
Demand < Intangible:
Audience < Intangible: audienceType Text, geographicArea Place
Grant < Intangible: fundedItem Thing, sponsor Organization|Person
Place < Thing: address PostalAddress|Text, containedInPlace Place, containsPlace Place, geo GeoCoordinates, hasMap
 URL, latitude Number|Text, longitude Number|Text
Country < Place:
City < Place:
GeoCoordinates < Intangible: address PostalAddress|Text, addressCountry Country|Text, latitude Number|Text, longitude
 Number|Text, postalCode Text
Event < Thing: endDate Date|DateTime, location Place|Text, organizer Organization|Person, startDate Date|DateTime
PublicationEvent < Event: publishedBy Organization|Person
Product < Thing: brand Organization, category Text, sku Text
Action < Thing: actionStatus Text, agent Organization|Person, object Thing, result Thing, target EntryPoint|URL
SearchAction < Action: query Text, query-input Text
ReadAction < Action:
EntryPoint < Intangible: actionPlatform Text|URL, contentType Text, httpMethod Text, urlTemplate Text
"""

REQUIRED: dict[str, tuple[tuple[str, ...], ...]] = {
    "Article": (("headline",),),
    "CorrectionComment": (("text",),),
    "Person": (("name", "@id", "sameAs"),),
    "Organization": (("name", "@id", "sameAs"),),
    "MediaObject": (("url", "contentUrl", "embedUrl", "@id"),),
    "BreadcrumbList": (("itemListElement",),),
    "ListItem": (("position",), ("item", "name", "url")),
    "WebSite": (("name", "url"),),
}
"""What a thing is known by: one of each group. The rest schema.org leaves open."""


class Shape(NamedTuple):
    """A type: its ancestors, itself first, and the kinds of value of each property, inherited ones too."""

    ancestors: tuple[str, ...]
    properties: dict[str, frozenset[str]]


@cache
def known_shapes() -> dict[str, Shape]:
    """All types by name."""
    shapes: dict[str, Shape] = {}
    waiting = _parse_types()
    while waiting:
        for name, (parent, own) in list(waiting.items()):
            if parent and parent not in shapes:
                continue
            above = shapes[parent] if parent else Shape((), {})
            shapes[name] = Shape((name, *above.ancestors), {**above.properties, **own})
            del waiting[name]
    return shapes


def _parse_types() -> dict[str, tuple[str, dict[str, frozenset[str]]]]:
    found: dict[str, tuple[str, dict[str, frozenset[str]]]] = {}
    for line in _TYPES.strip().replace("\n ", " ").split("\n"):
        head, _, said = line.partition(":")
        name, _, parent = (part.strip() for part in head.partition("<"))
        pairs = (pair.split() for pair in said.split(",") if pair.strip())
        found[name] = (parent, {key: frozenset(kinds.split("|")) for key, kinds in pairs})
    return found
