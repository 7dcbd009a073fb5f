FROM eclipse-temurin:17-jdk AS build
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY src src
RUN ./mvnw -B -q -DskipTests package
RUN java -Djarmode=tools -jar target/ponte.jar extract --destination /app

FROM eclipse-temurin:17-jre
RUN groupadd --system ponte \
    && useradd --system --gid ponte --home-dir /ponte ponte \
    && install -d -o ponte -g ponte /ponte /ponte/data
COPY --from=build /app /app
WORKDIR /ponte
# Mount your own over these two.
COPY routes routes
COPY application.yaml application.yaml
USER ponte
VOLUME /ponte/data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s CMD ["java", "-jar", "/app/ponte.jar", "health"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/ponte.jar"]
