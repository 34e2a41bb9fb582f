//! The object store, as any S3 is reached: path style, our own TLS, no discovery.

use std::sync::Arc;
use std::time::Duration;

use aws_sdk_s3::Client;
use aws_sdk_s3::config::retry::RetryConfig;
use aws_sdk_s3::config::timeout::TimeoutConfig;
use aws_sdk_s3::config::{
    BehaviorVersion, Credentials, Region, RequestChecksumCalculation, ResponseChecksumValidation,
};
use aws_sdk_s3::error::SdkError;
use aws_sdk_s3::presigning::PresigningConfig;
use aws_sdk_s3::primitives::ByteStream;
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use platform::{Code, Refusal, config};
use secrecy::ExposeSecret as _;

use super::blocks::Hashing;
use super::{Media, sniff};
use crate::Digest;

/// How long an upload's address holds.
pub(super) const UPLOAD_TIME: Duration = Duration::from_secs(600);

/// The media of this deployment. Cloning shares the connections.
#[derive(Clone, Debug)]
pub struct MediaStore {
    client: Client,
    /// Signs addresses as browsers reach the store.
    signer: Client,
    bucket: Arc<str>,
}

/// The object store did not do what it was asked. Its text is for the log.
#[derive(Debug, thiserror::Error)]
#[error("object store: {act}")]
pub struct ObjectError {
    act: &'static str,
    #[source]
    source: Box<dyn std::error::Error + Send + Sync>,
}

impl ObjectError {
    /// Under the key lies something else than what was looked into.
    pub(super) fn changed() -> Self {
        fault("verify object")("the file is not the one that was looked into")
    }

    pub(super) fn reading<E: Into<Box<dyn std::error::Error + Send + Sync>>>(error: E) -> Self {
        fault("read object")(error)
    }
}

impl Refusal for ObjectError {
    fn code(&self) -> Code {
        Code::Internal
    }
    fn reason(&self) -> &'static str {
        "OBJECT_STORE"
    }
    fn message(&self) -> String {
        "媒体库暂不可用，请稍后重试".to_owned()
    }
}

/// A signed address and what must go with it.
pub(super) struct Signed {
    pub(super) url: String,
    pub(super) headers: Vec<(String, String)>,
}

/// What looking into an uploaded file told.
pub(super) struct Found {
    pub(super) bytes: i64,
    pub(super) head: Vec<u8>,
    pub(super) sha256: Digest,
    /// Of every mebibyte.
    pub(super) blocks: Vec<Digest>,
}

/// An upload taken into memory.
pub(super) enum Taken {
    /// Nothing was sent.
    Nothing,
    /// It is larger than it may be.
    TooLarge,
    /// All of it.
    Whole(Vec<u8>),
}

/// Bytes of a file, both ends within.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Range {
    pub first: u64,
    pub last: u64,
}

impl MediaStore {
    /// The store that the configuration names. Asks it nothing.
    #[must_use]
    pub fn new(settings: &config::S3) -> Self {
        let public = match settings.public_endpoint.is_empty() {
            true => &settings.endpoint,
            false => &settings.public_endpoint,
        };
        Self {
            client: client(settings, &settings.endpoint),
            signer: client(settings, public),
            bucket: settings.bucket.as_str().into(),
        }
    }

    /// Makes the bucket unless it is there.
    ///
    /// # Errors
    /// When the store does not answer, or refuses.
    pub async fn ensure_bucket(&self) -> Result<(), ObjectError> {
        if self.client.head_bucket().bucket(&*self.bucket).send().await.is_ok() {
            return Ok(());
        }
        match self.client.create_bucket().bucket(&*self.bucket).send().await {
            Err(SdkError::ServiceError(refused)) if refused.err().is_bucket_already_owned_by_you() => Ok(()),
            made => made.map(|_| ()).map_err(fault("create bucket")),
        }
    }

    /// The bytes under a key, or a range of them, as they lie there.
    pub(super) async fn get(&self, key: &str, range: Option<Range>) -> Result<ByteStream, ObjectError> {
        let range = range.map(|range| format!("bytes={}-{}", range.first, range.last));
        let got = self.client.get_object().bucket(&*self.bucket).key(key).set_range(range);
        Ok(got.send().await.map_err(fault("read object"))?.body)
    }

    /// The whole of what lies under a key, if it is what was looked into.
    pub(super) async fn get_whole(&self, key: &str, known: Option<Digest>) -> Result<Vec<u8>, ObjectError> {
        let body = self.get(key, None).await?;
        let bytes = body.collect().await.map_err(fault("read object"))?.to_vec();
        if known.is_some_and(|known| known != Digest::of(&bytes)) {
            return Err(ObjectError::changed());
        }
        Ok(bytes)
    }

    /// The whole of a small file, such as a picture that a channel wants uploaded. Its bytes are those that were looked into: an
    /// approval is of them, and others under the same key go nowhere (I2).
    ///
    /// # Errors
    /// When the store does not answer, has it no longer, or has other bytes in its place.
    pub async fn read(&self, media: &Media) -> Result<Vec<u8>, ObjectError> {
        self.get_whole(&media.object_key, media.sha256).await
    }

    /// An address to which this file, of this size and type, may be sent in time.
    pub(super) async fn sign_upload(&self, media: &Media) -> Result<Signed, ObjectError> {
        let time = PresigningConfig::expires_in(UPLOAD_TIME).map_err(fault("sign upload"))?;
        let put = self.signer.put_object().bucket(&*self.bucket).key(&media.object_key);
        let put = put.content_type(&media.mime).content_length(media.bytes);
        let signed = put.presigned(time).await.map_err(fault("sign upload"))?;
        // A browser sets the length itself and does not let a page do so.
        let headers = signed.headers().filter(|(name, _)| !name.eq_ignore_ascii_case("content-length"));
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Ok(Signed { url: signed.uri().to_owned(), headers })
    }

    /// Sends a file that the platform itself has, to where an uploader would.
    pub(super) async fn send(&self, media: &Media, bytes: Vec<u8>) -> Result<(), ObjectError> {
        let put = self.client.put_object().bucket(&*self.bucket).key(&media.object_key).content_type(&media.mime);
        put.body(ByteStream::from(bytes)).send().await.map(|_| ()).map_err(fault("send file"))
    }

    /// Copies what was sent to a key of its own, and looks into it there: the address of the upload holds on for its time, so
    /// looking into the upload itself would judge one file and keep another. None if nothing was sent.
    pub(super) async fn examine(&self, media: &Media, key: &str, limit: i64) -> Result<Option<Found>, ObjectError> {
        let sent = match self.client.head_object().bucket(&*self.bucket).key(&media.object_key).send().await {
            Err(SdkError::ServiceError(refused)) if refused.err().is_not_found() => return Ok(None),
            sent => sent.map_err(fault("look at upload"))?,
        };
        let bytes = sent.content_length().unwrap_or_default();
        if limit < bytes {
            return Ok(Some(Found { bytes, head: Vec::new(), sha256: Digest::default(), blocks: Vec::new() }));
        }
        let from = format!("{}/{}", self.bucket, media.object_key);
        let copy = self.client.copy_object().bucket(&*self.bucket).key(key).copy_source(from);
        copy.content_type(&media.mime).send().await.map_err(fault("keep upload"))?;
        self.look(key).await.map(Some)
    }

    async fn look(&self, key: &str) -> Result<Found, ObjectError> {
        let mut body = self.get(key, None).await?;
        let (mut hashing, mut head, mut bytes) = (Hashing::default(), Vec::new(), 0);
        while let Some(chunk) = body.try_next().await.map_err(fault("read object"))? {
            hashing.update(&chunk);
            bytes += i64::try_from(chunk.len()).unwrap_or(i64::MAX);
            head.extend(chunk.iter().take(sniff::HEAD - head.len()));
        }
        let (sha256, blocks) = hashing.finish();
        Ok(Found { bytes, head, sha256, blocks })
    }

    /// Takes an upload into memory, unless it is larger than it may be.
    pub(super) async fn take(&self, key: &str, limit: i64) -> Result<Taken, ObjectError> {
        let got = match self.client.get_object().bucket(&*self.bucket).key(key).send().await {
            Err(SdkError::ServiceError(refused)) if refused.err().is_no_such_key() => return Ok(Taken::Nothing),
            got => got.map_err(fault("read upload"))?,
        };
        let told = got.content_length().unwrap_or_default();
        if limit < told {
            return Ok(Taken::TooLarge);
        }
        let (mut body, mut bytes) = (got.body, Vec::new());
        while let Some(chunk) = body.try_next().await.map_err(fault("read upload"))? {
            bytes.extend_from_slice(&chunk);
            let taken = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
            if limit < taken {
                return Ok(Taken::TooLarge);
            }
        }
        Ok(Taken::Whole(bytes))
    }

    /// Keeps bytes under a key that names them: to do it twice changes nothing.
    pub(super) async fn put(&self, key: &str, mime: &str, bytes: Vec<u8>) -> Result<(), ObjectError> {
        let put = self.client.put_object().bucket(&*self.bucket).key(key).content_type(mime);
        put.body(ByteStream::from(bytes)).send().await.map(|_| ()).map_err(fault("keep object"))
    }

    /// Deletes a file that is not kept.
    pub(super) async fn delete(&self, key: &str) -> Result<(), ObjectError> {
        let deleted = self.client.delete_object().bucket(&*self.bucket).key(key).send().await;
        deleted.map(|_| ()).map_err(fault("delete object"))
    }

    /// Deletes whatever lies under a prefix: a file with its renditions, and copies of attempts that did not come to an end.
    pub(super) async fn delete_under(&self, prefix: &str) -> Result<(), ObjectError> {
        let listed = self.client.list_objects_v2().bucket(&*self.bucket).prefix(prefix).send().await;
        for object in listed.map_err(fault("list objects"))?.contents() {
            if let Some(key) = object.key() {
                self.delete(key).await?;
            }
        }
        Ok(())
    }
}

fn client(settings: &config::S3, endpoint: &str) -> Client {
    let secret = settings.secret_key.expose_secret();
    let credentials = Credentials::new(&settings.access_key, secret, None, None, "configuration");
    let times = TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(5))
        .operation_attempt_timeout(Duration::from_secs(60))
        .build();
    let http = Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https();
    let config = aws_sdk_s3::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .http_client(http)
        .endpoint_url(endpoint)
        .region(Region::new(settings.region.clone()))
        .credentials_provider(credentials)
        .force_path_style(true)
        .timeout_config(times)
        .retry_config(RetryConfig::standard().with_max_attempts(3))
        // Stores that are not Amazon's do not all know the newer checksums.
        .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
        .response_checksum_validation(ResponseChecksumValidation::WhenRequired)
        .build();
    Client::from_conf(config)
}

fn fault<E: Into<Box<dyn std::error::Error + Send + Sync>>>(act: &'static str) -> impl FnOnce(E) -> ObjectError {
    move |error| ObjectError { act, source: error.into() }
}
