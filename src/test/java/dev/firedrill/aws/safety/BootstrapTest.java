package dev.firedrill.aws.safety;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The template that makes the isolated place and the role. */
class BootstrapTest {
    private JsonNode resources;

    @BeforeEach
    void read() throws IOException {
        resources = new YAMLMapper()
                .readTree(Path.of("deploy/aws/bootstrap.yaml").toFile())
                .path("Resources");
    }

    @Test
    void the_role_may_do_what_the_policy_says_and_nothing_else() throws IOException {
        var policy = new ObjectMapper().readTree(Path.of("docs/iam-policy.json").toFile());
        assertThat(resources.at("/Role/Properties/Policies").size()).isEqualTo(1);
        assertThat(resources.at("/Role/Properties/Policies/0/PolicyDocument")).isEqualTo(policy);
    }

    @Test
    void the_place_has_no_way_to_the_internet() {
        assertThat(types())
                .doesNotContain(
                        "AWS::EC2::InternetGateway",
                        "AWS::EC2::NatGateway",
                        "AWS::EC2::EgressOnlyInternetGateway",
                        "AWS::EC2::VPCGatewayAttachment",
                        "AWS::EC2::Route");
        assertThat(resources.at("/FirstSubnet/Properties/MapPublicIpOnLaunch").asBoolean(true))
                .isFalse();
        assertThat(resources.at("/SecondSubnet/Properties/MapPublicIpOnLaunch").asBoolean(true))
                .isFalse();
    }

    @Test
    void only_the_machine_with_the_checks_comes_in_and_nothing_goes_out() {
        var ingress = resources.at("/Closed/Properties/SecurityGroupIngress");
        assertThat(ingress).hasSize(1);
        assertThat(ingress.at("/0/CidrIp/Ref").asText()).isEqualTo("RunnerCidr");
        var egress = resources.at("/Closed/Properties/SecurityGroupEgress");
        assertThat(egress).hasSize(1);
        assertThat(egress.at("/0/CidrIp").asText()).isEqualTo("127.0.0.1/32");
    }

    private List<String> types() {
        var types = new ArrayList<String>();
        resources.forEach(resource -> types.add(resource.path("Type").asText()));
        assertThat(types).isNotEmpty();
        return types;
    }
}
